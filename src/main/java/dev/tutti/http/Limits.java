package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The bounds of the door.
 *
 * @param hookBodyBytes the largest hook request; beyond: 413
 * @param verbBodyBytes the largest command request, standard input included; beyond: 413
 * @param inFlight how many requests run at once; beyond: 503
 * @param hookTime how long a hook may think, counted from its arrival; beyond: {@link HookDoor#withoutAnswer}
 * @param repeatTime how long a repeated command waits for its first run to end
 */
public record Limits(int hookBodyBytes, int verbBodyBytes, int inFlight, Duration hookTime, Duration repeatTime) {

    private static final int MIB = 1024 * 1024;

    /** The launcher waits 2 s for a hook's answer; one that comes in place of a late one must still reach it. */
    public static final Limits DEFAULT =
            new Limits(16 * MIB, 32 * MIB, 512, Duration.ofMillis(1_600), Duration.ofSeconds(30));

    public Limits {
        requireNonNull(hookTime, "hookTime");
        requireNonNull(repeatTime, "repeatTime");
        if (hookBodyBytes < 1 || verbBodyBytes < 1 || inFlight < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
