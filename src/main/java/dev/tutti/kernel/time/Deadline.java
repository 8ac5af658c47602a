package dev.tutti.kernel.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The moment at which an answer stops being useful, in elapsed time.
 *
 * <p>It is stamped when a request arrives, not when its work starts, so that queueing counts.
 *
 * @param ticker the clock whose elapsed half it is measured against
 * @param atNanos the elapsed nanoseconds of that clock at which it has passed
 */
public record Deadline(Ticker ticker, long atNanos) {

    public Deadline {
        requireNonNull(ticker, "ticker");
    }

    /** A deadline {@code duration} from now. */
    public static Deadline in(Ticker ticker, Duration duration) {
        return new Deadline(ticker, ticker.elapsedNanos() + duration.toNanos());
    }

    public boolean hasPassed() {
        return ticker.elapsedNanos() - atNanos >= 0;
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - ticker.elapsedNanos()));
    }
}
