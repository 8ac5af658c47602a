package dev.tutti.kernel.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs git for one answer, bounded in time and size. It inherits no {@code GIT_*} variable, takes no optional lock, runs no
 * hook and no file system monitor, fetches nothing and asks nobody. Its own rule about foreign owners stays in force.
 */
final class GitCommand {

    /** Before the command: its paths are names, never patterns. Not every command takes it. */
    static final String LITERALLY = "--literal-pathspecs";

    static final int MAX_OUTPUT_BYTES = 4 << 20;

    private static final int MAX_ERROR_BYTES = 4 * 1024;
    private static final int MAX_ERROR_CHARACTERS = 300;
    private static final List<String> ALWAYS = List.of(
            "--no-replace-objects",
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.quotePath=false");

    /** What came of a run. */
    sealed interface Result {

        /** Git ended by itself; nobody may change its bytes. */
        @SuppressWarnings("ArrayRecordComponent")
        record Ended(int exitCode, byte[] bytes, String error) implements Result {

            String output() {
                return new String(bytes, UTF_8);
            }
        }

        /** It did not, or could not be started. */
        record Failed(GitTrouble trouble) implements Result {}
    }

    private final String program;
    private final Map<String, String> environment;

    /**
     * @param program the name or path of git
     * @param environment variables set over the inherited ones
     */
    GitCommand(String program, Map<String, String> environment) {
        this.program = requireNonNull(program, "program");
        this.environment = Map.copyOf(environment);
    }

    /** Runs git in that place's root until it ends or the deadline passes. */
    Result run(GitPlace place, List<String> arguments, Deadline deadline) {
        if (deadline.hasPassed()) {
            return failed(GitTrouble.Kind.TOO_LATE, "there was no time left to ask git");
        }
        ProcessBuilder builder = new ProcessBuilder(line(place, arguments));
        clean(builder.environment());
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                return await(process, deadline);
            } finally {
                end(process);
            }
        } catch (IOException absent) {
            return failed(GitTrouble.Kind.NO_GIT, "git cannot be started; is it installed?");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed(GitTrouble.Kind.TOO_LATE, "interrupted while git ran");
        }
    }

    private List<String> line(GitPlace place, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(program);
        line.add("-C");
        line.add(place.root().toString());
        line.addAll(ALWAYS);
        line.addAll(arguments);
        return line;
    }

    private void clean(Map<String, String> inherited) {
        inherited.keySet().removeIf(name -> name.startsWith("GIT_"));
        inherited.put("GIT_OPTIONAL_LOCKS", "0");
        inherited.put("GIT_TERMINAL_PROMPT", "0");
        inherited.put("GIT_NO_LAZY_FETCH", "1");
        inherited.putAll(environment);
    }

    private static Result await(Process process, Deadline deadline) throws InterruptedException {
        FutureTask<byte[]> output = reading(process.getInputStream(), MAX_OUTPUT_BYTES);
        FutureTask<byte[]> error = reading(process.getErrorStream(), MAX_ERROR_BYTES);
        try {
            byte[] bytes = output.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (bytes.length > MAX_OUTPUT_BYTES) {
                return failed(GitTrouble.Kind.TOO_LARGE, "git's answer is over " + MAX_OUTPUT_BYTES + " bytes");
            }
            byte[] said = error.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return new Result.Ended(process.exitValue(), bytes, oneLine(said));
            }
        } catch (TimeoutException late) {
            return failed(GitTrouble.Kind.TOO_LATE, "git did not answer in time");
        } catch (ExecutionException broken) {
            return failed(GitTrouble.Kind.REFUSED, "git's answer could not be read");
        }
        return failed(GitTrouble.Kind.TOO_LATE, "git did not answer in time");
    }

    /** Reads one byte more than the bound, which tells that there was more. */
    private static FutureTask<byte[]> reading(InputStream in, int maxBytes) {
        FutureTask<byte[]> task = new FutureTask<>(() -> in.readNBytes(maxBytes + 1));
        Thread.ofVirtual().name("git-answer").start(task);
        return task;
    }

    /** Filters that git started would keep its pipes open, so they end with it. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Result failed(GitTrouble.Kind kind, String text) {
        return new Result.Failed(new GitTrouble(kind, text));
    }

    private static String oneLine(byte[] said) {
        String text = new String(said, UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.substring(0, Math.min(text.length(), MAX_ERROR_CHARACTERS));
    }
}
