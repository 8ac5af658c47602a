package dev.tutti.testing.realclient;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tutti.testing.ProcessRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A shell command that runs until the test lets it end, and by which the test knows that it runs.
 *
 * <p>It reads a named pipe: opening the other end returns when the command is there, closing it ends the command. For one
 * use, by one thread.
 */
public final class ShellHold implements AutoCloseable {

    private final Path pipe;
    private final CompletableFuture<OutputStream> reached = new CompletableFuture<>();

    private ShellHold(Path pipe) {
        this.pipe = pipe;
        Thread.ofPlatform().daemon().start(this::meet);
    }

    /** A new one, whose pipe lies in the lab's folder. */
    public static ShellHold in(Lab lab, String name) {
        Path pipe = lab.folder().resolve("hold-" + name);
        ProcessRun.of("mkfifo", pipe.toString()).run().orThrow();
        return new ShellHold(pipe);
    }

    /** The command that holds. */
    public String command() {
        return "cat '" + pipe + "'";
    }

    /** Waits until the command runs. */
    public void awaitReached() {
        try {
            var unused = reached.get(Lab.LONG.toNanos(), NANOSECONDS);
        } catch (ExecutionException | TimeoutException cause) {
            throw new IllegalStateException("the shell never came to " + command(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + command(), interrupted);
        }
    }

    /** Lets the command end; one that was never reached is forgotten. */
    @Override
    public void close() {
        reached.thenAccept(stream -> {
            try {
                stream.close();
            } catch (IOException readerIsGone) {
                // It was killed, which ended it too.
            }
        });
    }

    private void meet() {
        try {
            reached.complete(Files.newOutputStream(pipe));
        } catch (IOException cause) {
            reached.completeExceptionally(cause);
        }
    }
}
