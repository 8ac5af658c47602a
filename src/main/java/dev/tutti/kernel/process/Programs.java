package dev.tutti.kernel.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs small programs for their answer, bounded in time and size; blocking. Stateless, so any thread may use it. */
public final class Programs {

    /** Bytes of each stream that are looked at; a program that says much more is stopped by its full pipe. */
    public static final int SAID_BYTES_MAX = 4 * 1024;

    /** What came of a run. */
    public sealed interface Run {

        /** It ended by itself; of what it said, the beginning. */
        record Ended(int exitCode, String out, String err) implements Run {
            public Ended {
                requireNonNull(out, "out");
                requireNonNull(err, "err");
            }
        }

        /** It could not be started, or was stopped. */
        record Failed(String why) implements Run {
            public Failed {
                requireNonNull(why, "why");
            }
        }
    }

    /**
     * What is run.
     *
     * @param line the program and its arguments; no shell reads them
     * @param environment all of its variables
     * @param input what it reads on standard input
     */
    public record Command(List<String> line, Map<String, String> environment, String input) {
        public Command {
            line = List.copyOf(line);
            environment = Map.copyOf(environment);
            requireNonNull(input, "input");
        }
    }

    /** Runs it in the root folder until it ends or {@code patience} is over; then it is killed with all that it started. */
    public Run run(Command command, Duration patience) {
        ProcessBuilder builder = new ProcessBuilder(command.line()).directory(new java.io.File("/"));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            try {
                hand(process, command.input());
                return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                        ? new Run.Ended(
                                process.exitValue(), said(process.getInputStream()), said(process.getErrorStream()))
                        : new Run.Failed("it did not end within " + patience.toMillis() + " ms");
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Run.Failed("it cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Run.Failed("the wait for it was interrupted");
        }
    }

    private static void hand(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // It ended before it had read everything, which its exit code tells.
        }
    }

    private static String said(InputStream stream) throws IOException {
        return new String(stream.readNBytes(SAID_BYTES_MAX), UTF_8);
    }
}
