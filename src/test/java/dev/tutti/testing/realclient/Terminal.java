package dev.tutti.testing.realclient;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * An interactive session of the client, in a terminal of a private tmux server.
 *
 * <p>What the client writes to its terminal also flows into a pipe; a test that waits for the screen looks again only when
 * something was written. Used by one thread.
 */
public final class Terminal implements AutoCloseable {

    private static final String SKIPPED = "skipped: interactive sessions need tmux, which is not here";

    private final Lab lab;
    private final Path socket;
    private final ProcessHandle client;
    private long written;

    private Terminal(Lab lab, Path directory, List<String> command) {
        this.lab = lab;
        this.socket = lab.folder().resolve("tmux");
        List<String> start = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-s", "c"));
        start.addAll(List.of("-x", "160", "-y", "48", "-c", directory.toString()));
        start.addAll(List.of("env", "-u", "TMUX", "-u", "TMUX_PANE", "TERM=xterm-256color"));
        start.addAll(command);
        tmux(start.toArray(String[]::new));
        client = ProcessHandle.of(Long.parseLong(tmux("list-panes", "-t", "c", "-F", "#{pane_pid}")))
                .orElseThrow(() -> new IllegalStateException("the client ended at once"));
        follow();
    }

    /** Starts the client in the lab's repository and waits until it takes a prompt; without tmux the test is skipped. */
    public static Terminal open(Lab lab, String... arguments) {
        return open(lab, lab.repository().root(), arguments);
    }

    /** As {@link #open(Lab, String...)}, in a folder the lab was told to trust. */
    public static Terminal open(Lab lab, Path directory, String... arguments) {
        orSkip();
        Terminal terminal = new Terminal(lab, directory, lab.interactive(arguments));
        terminal.awaitScreen("❯");
        return terminal;
    }

    /** Skips the calling test, and prints it, where tmux is not. */
    public static void orSkip() {
        boolean here =
                Stream.of(ProcessRun.path().split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux")));
        if (!here) {
            System.out.println(SKIPPED);
        }
        Assumptions.assumeTrue(here, SKIPPED);
    }

    public long pid() {
        return client.pid();
    }

    /** Types a line, waits until the screen shows it, and enters it. */
    public void enter(String line) {
        tmux("send-keys", "-t", "c", "-l", line);
        awaitScreen(line);
        press("Enter");
    }

    /** Presses keys by tmux's names, such as Escape or C-c. */
    public void press(String... keys) {
        tmux(Stream.concat(Stream.of("send-keys", "-t", "c"), Stream.of(keys)).toArray(String[]::new));
    }

    public String screen() {
        return tmux("capture-pane", "-t", "c", "-p");
    }

    /** Waits until the screen shows a text. */
    public void awaitScreen(String text) {
        long end = System.nanoTime() + Lab.LONG.toNanos();
        long seen = written();
        for (String screen = screen(); !screen.contains(text); screen = screen()) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                throw new IllegalStateException("the screen never showed '" + text + "':\n" + screen);
            }
            seen = awaitWritten(seen, left);
        }
    }

    /** Closes the window as a person would: the client gets SIGHUP and may still say goodbye. */
    @Override
    public void close() {
        ProcessRun.of("tmux", "-S", socket.toString(), "kill-server")
                .with(lab.environment())
                .run();
        try {
            client.onExit().get(20, SECONDS);
        } catch (TimeoutException | ExecutionException stays) {
            client.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        FinishedProcess done = ProcessRun.of(command).with(lab.environment()).run();
        return done.orThrow().outText();
    }

    private void follow() {
        Path pipe = lab.folder().resolve("screen");
        ProcessRun.of("mkfifo", pipe.toString()).run().orThrow();
        tmux("pipe-pane", "-t", "c", "cat > '" + pipe + "'");
        Thread.startVirtualThread(() -> {
            byte[] buffer = new byte[8192];
            try (InputStream stream = Files.newInputStream(pipe)) {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    noteWritten(count);
                }
            } catch (IOException cause) {
                throw new UncheckedIOException("the terminal's pipe broke", cause);
            }
        });
    }

    private synchronized void noteWritten(int count) {
        written += count;
        notifyAll();
    }

    private synchronized long written() {
        return written;
    }

    private synchronized long awaitWritten(long seen, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        try {
            for (long left = bound.toMillis();
                    written == seen && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while watching a screen", interrupted);
        }
        return written;
    }
}
