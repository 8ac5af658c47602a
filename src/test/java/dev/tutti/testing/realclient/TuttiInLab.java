package dev.tutti.testing.realclient;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The built Tutti of this checkout in a laboratory: its own home there, and daemons that end with it.
 *
 * <p>Used by one thread.
 */
public final class TuttiInLab implements AutoCloseable {

    private static final String SKIPPED = "skipped: Tutti is not built here; run ./mvnw package";
    private static final Path LAUNCHER = RealClient.checkout().resolve("tutti");

    private final Lab lab;
    private final Path home;
    private final List<ProcessHandle> daemons = new ArrayList<>();

    private TuttiInLab(Lab lab) {
        this.lab = lab;
        this.home = lab.folder().resolve("tutti");
        lab.variable("TUTTI_HOME", home.toString());
        lab.showWithFailure(home.resolve("log/daemon.log"));
        lab.variable("TUTTI_JAVA_HOME", System.getProperty("java.home"));
    }

    /** Skips the calling test, and prints it, where Tutti is not built. */
    public static void orSkip() {
        boolean built = Files.isExecutable(LAUNCHER)
                && Files.exists(RealClient.checkout().resolve("target/dist/build-id"));
        if (!built) {
            System.out.println(SKIPPED);
        }
        Assumptions.assumeTrue(built, SKIPPED);
    }

    /** Wires the lab's repository with {@code tutti init}; no daemon runs yet unless that left one. */
    public static TuttiInLab wired(Lab lab) {
        orSkip();
        TuttiInLab tutti = new TuttiInLab(lab);
        tutti.wire(lab.repository().root());
        return tutti;
    }

    /** Wires one more working tree: the client reads the local settings of the repository's primary tree there. */
    public void wire(Path directory) {
        FinishedProcess init = run(directory, "init", "--yes").orThrow();
        rememberDaemon();
        Path primary = lab.repository().root();
        if (!Files.exists(primary.resolve(".claude/settings.local.json"))) {
            throw new IllegalStateException("init wired nothing: " + init);
        }
    }

    /** Runs one of Tutti's commands to its end. */
    public FinishedProcess run(Path directory, String... arguments) {
        List<String> command = Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments))
                .toList();
        return ProcessRun.of(command)
                .with(lab.environment())
                .in(directory)
                .within(Lab.LONG)
                .run();
    }

    /** The running daemon of this home, by its state file and the process table. */
    public Optional<ProcessHandle> daemon() {
        Path state = home.resolve("run/daemon");
        try {
            String[] fields = Files.readString(state).split(" ");
            return ProcessHandle.of(Long.parseLong(fields[3])).filter(ProcessHandle::isAlive);
        } catch (IOException noneIsReady) {
            return Optional.empty();
        }
    }

    /** Ends the daemon in order, so that the next who needs one must start it. */
    public void down() {
        rememberDaemon();
        run(lab.repository().root(), "down");
        daemons.forEach(TuttiInLab::awaitEnd);
    }

    /** Sends the daemon a signal by its name without SIG. */
    public void signalDaemon(String name) {
        RunningProcess.signal(name, daemon().orElseThrow().pid());
    }

    /** Kills the daemon as a crash would, and waits until it is gone. */
    public void killDaemon() {
        ProcessHandle running = daemon().orElseThrow();
        running.destroyForcibly();
        awaitEnd(running);
    }

    /** Ends whatever daemon there still is. */
    @Override
    public void close() {
        rememberDaemon();
        daemons.forEach(ProcessHandle::destroyForcibly);
        daemons.forEach(TuttiInLab::awaitEnd);
    }

    private void rememberDaemon() {
        daemon().ifPresent(daemons::add);
    }

    private static void awaitEnd(ProcessHandle daemon) {
        try {
            var unused = daemon.onExit().get(20, SECONDS);
        } catch (ExecutionException | TimeoutException stays) {
            throw new IllegalStateException("the daemon " + daemon.pid() + " does not end", stays);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
