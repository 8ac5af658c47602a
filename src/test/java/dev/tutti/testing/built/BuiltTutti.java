package dev.tutti.testing.built;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tutti.http.WireClient;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.ServingState;
import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The built Tutti of this checkout with a home of its own inside a folder, and the daemons that serve it one after the other.
 *
 * <p>Safe for any thread, but for starting, killing and closing, which are one thread's.
 */
public final class BuiltTutti implements AutoCloseable {

    private static final Path CHECKOUT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private final Path launcher;
    private final Path folder;
    private final Home home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<ProcessHandle> daemons = new ArrayList<>();

    /** @param variables what the launcher is given beside its home, such as TUTTI_STORE */
    public BuiltTutti(Path folder, Map<String, String> variables) {
        this(launcher(), folder, variables);
    }

    /** As above, through another launcher. */
    public BuiltTutti(Path launcher, Path folder, Map<String, String> variables) {
        this.launcher = requireNonNull(launcher, "launcher");
        this.folder = made(folder);
        this.home = new Home(folder.resolve("tutti"));
        environment.put("HOME", folder.toString());
        environment.put("TUTTI_HOME", home.root().toString());
        environment.put("TUTTI_JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(variables);
    }

    /** Whether there is something to run. */
    public static boolean isBuilt() {
        return Files.exists(CHECKOUT.resolve("target/dist/build-id"));
    }

    public static Path launcher() {
        return CHECKOUT.resolve("tutti");
    }

    public Home home() {
        return home;
    }

    /** The variables that every process of this home gets. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** One of Tutti's commands, not yet run. */
    public ProcessRun command(String... arguments) {
        List<String> command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        return ProcessRun.of(command).with(environment).in(folder);
    }

    /** Starts the daemon, or does nothing when one serves. */
    public void up() {
        command("version").run().orThrow();
        daemons.add(daemon().orElseThrow(() -> new IllegalStateException("no daemon came up\n" + log())));
    }

    /** What clients are told; only while a daemon serves. */
    public ServingState state() {
        return ServingState.read(home).orElseThrow(() -> new IllegalStateException("no daemon serves\n" + log()));
    }

    /** The running daemon. */
    public Optional<ProcessHandle> daemon() {
        return ServingState.read(home).flatMap(state -> ProcessHandle.of(state.pid()));
    }

    /** Hands one event to the daemon over the launcher's wire, without the cost of a process. */
    public String hook(String event, long agentPid) {
        Map<String, String> said = Map.of("PWD", folder.toString(), "CLAUDE_PID", Long.toString(agentPid));
        try {
            WireClient.Answer answer = new WireClient(state())
                    .hook("claude", said, event.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (answer.status() != 200) {
                throw new IllegalStateException("status " + answer.status() + ": " + answer.text());
            }
            return answer.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the daemon in order. */
    public FinishedProcess down() {
        Optional<ProcessHandle> running = daemon();
        FinishedProcess said = command("down").run();
        running.ifPresent(BuiltTutti::awaitEnd);
        return said;
    }

    /** Kills the daemon as a crash would, and waits until it is gone. */
    public void kill() {
        ProcessHandle running = daemon().orElseThrow();
        running.destroyForcibly();
        awaitEnd(running);
    }

    /** The daemon's log so far, to be shown with a failure. */
    public String log() {
        try {
            return Files.readString(home.log());
        } catch (IOException noneYet) {
            return "";
        }
    }

    @Override
    public void close() {
        daemon().ifPresent(daemons::add);
        daemons.forEach(ProcessHandle::destroyForcibly);
        daemons.forEach(BuiltTutti::awaitEnd);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(requireNonNull(folder, "folder"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
