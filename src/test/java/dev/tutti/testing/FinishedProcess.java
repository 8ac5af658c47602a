package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a command left behind.
 *
 * @param command what was run
 * @param exitCode its exit code; 128 and the signal's number when a signal ended it
 * @param out the bytes of its standard output
 * @param err the bytes of its standard error
 * @param took from its start to its end
 */
public record FinishedProcess(List<String> command, int exitCode, byte[] out, byte[] err, Duration took) {

    public FinishedProcess {
        command = List.copyOf(command);
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(took, "took");
    }

    /** Standard output as text, without the line ends at its end. */
    public String outText() {
        return text(out);
    }

    /** Standard error as text, without the line ends at its end. */
    public String errText() {
        return text(err);
    }

    /** This one, if it exited with 0; else an error that shows all it said. */
    public FinishedProcess orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException(toString());
        }
        return this;
    }

    @Override
    public String toString() {
        return command + " exited " + exitCode + " after " + took.toMillis() + " ms\nout: " + outText() + "\nerr: "
                + errText();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R+\\z", "");
    }
}
