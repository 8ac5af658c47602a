package dev.tutti.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A started command. Its output is drained from the start by threads of its own, so that it never blocks on a full pipe.
 *
 * <p>Closing it kills it and every descendant that is still its descendant; processes that detached themselves are the
 * test's own to end. Used by one thread.
 */
public final class RunningProcess implements AutoCloseable {

    private static final int KEPT_BYTES = 16 << 20;

    private final ProcessRun run;
    private final Process process;
    private final long started = System.nanoTime();
    private final Drain out;
    private final Drain err;

    RunningProcess(ProcessRun run, Process process) {
        this.run = run;
        this.process = process;
        this.out = new Drain(process.getInputStream());
        this.err = new Drain(process.getErrorStream());
        Thread.startVirtualThread(this::feed);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written to standard output so far. */
    public String outSoFar() {
        return out.text();
    }

    /** Sends SIGKILL to it alone; its descendants live on, as after a crash. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Sends a signal by its name without SIG, such as TERM, INT or STOP. */
    public void signal(String name) {
        signal(name, pid());
    }

    /** Sends a signal to any process; one that is gone is no error. */
    public static void signal(String name, long pid) {
        ProcessRun.of("/bin/kill", "-" + name, Long.toString(pid)).run();
    }

    /**
     * Waits for its end, within the bound of its run.
     *
     * <p>Its output ends with it: a descendant that keeps the pipe open goes unnoticed. Who must notice runs the command
     * inside {@code out=$(...)} of a shell, which waits for such a descendant.
     */
    public FinishedProcess await() {
        try {
            if (!process.waitFor(remaining().toNanos(), NANOSECONDS)) {
                throw overdue();
            }
            out.join();
            err.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + run.command(), interrupted);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        return new FinishedProcess(run.command(), process.exitValue(), out.bytes(), err.bytes(), took);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private Duration remaining() {
        return run.bound().minusNanos(System.nanoTime() - started);
    }

    private IllegalStateException overdue() {
        close();
        return new IllegalStateException("after " + run.bound().toMillis() + " ms " + run.command()
                + " still runs\nout: " + out.text() + "\nerr: " + err.text());
    }

    private void feed() {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(run.input());
        } catch (IOException endedWithoutReading) {
            // A command need not read what it is given.
        }
    }

    /** Keeps the first bytes of one stream and swallows the rest. */
    private static final class Drain {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread thread;

        Drain(InputStream stream) {
            thread = Thread.startVirtualThread(() -> copy(stream));
        }

        private void copy(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    keep(buffer, count);
                }
            } catch (IOException closed) {
                // The process was killed: what was read until then stands.
            }
        }

        private synchronized void keep(byte[] buffer, int count) {
            kept.write(buffer, 0, Math.min(count, KEPT_BYTES - kept.size()));
        }

        void join() throws InterruptedException {
            thread.join();
        }

        synchronized byte[] bytes() {
            return kept.toByteArray();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }
}
