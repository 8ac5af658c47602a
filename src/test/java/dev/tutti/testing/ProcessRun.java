package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that is to be run in a built environment and within a bound; immutable, so that one can be varied into many.
 *
 * <p>The environment holds only what was given: never the caller's, apart from {@code PATH}.
 *
 * @param command the program and its arguments; no shell is between
 * @param directory the working directory
 * @param environment all the variables of the process
 * @param input what it reads on standard input, which then ends
 * @param bound how long it may take
 */
public record ProcessRun(
        List<String> command, Path directory, Map<String, String> environment, byte[] input, Duration bound) {

    private static final Duration USUAL_BOUND = Duration.ofSeconds(60);

    public ProcessRun {
        command = List.copyOf(command);
        requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        requireNonNull(input, "input");
        requireNonNull(bound, "bound");
    }

    /** The command with an environment of PATH and a language, no input, in the temporary folder, within a minute. */
    public static ProcessRun of(List<String> command) {
        return new ProcessRun(
                command,
                Path.of(System.getProperty("java.io.tmpdir")),
                Map.of("PATH", path(), "LANG", "C.UTF-8"),
                new byte[0],
                USUAL_BOUND);
    }

    /** As {@link #of(List)}. */
    public static ProcessRun of(String... command) {
        return of(List.of(command));
    }

    /** The search path of this test run: the one thing commands take from it. */
    public static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    }

    public ProcessRun in(Path newDirectory) {
        return new ProcessRun(command, newDirectory, environment, input, bound);
    }

    /** With one more variable. */
    public ProcessRun with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** With these variables over those it has. */
    public ProcessRun with(Map<String, String> variables) {
        Map<String, String> both = new LinkedHashMap<>(environment);
        both.putAll(variables);
        return new ProcessRun(command, directory, both, input, bound);
    }

    public ProcessRun input(byte[] newInput) {
        return new ProcessRun(command, directory, environment, newInput, bound);
    }

    public ProcessRun input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    public ProcessRun within(Duration newBound) {
        return new ProcessRun(command, directory, environment, input, newBound);
    }

    /** Runs it to its end. Past the bound it and its descendants are killed and this throws, with what it said so far. */
    public FinishedProcess run() {
        try (RunningProcess running = start()) {
            return running.await();
        }
    }

    /** Starts it; the bound counts from here. */
    public RunningProcess start() {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new RunningProcess(this, builder.start());
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), cause);
        }
    }
}
