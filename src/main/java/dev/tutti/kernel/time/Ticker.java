package dev.tutti.kernel.time;

import java.time.Instant;

/**
 * The only source of time: an elapsed half for durations and a wall half for what is stored and shown.
 *
 * <p>The halves are never mixed: a wall clock may be set while the daemon runs. Implementations are safe for use by any
 * thread.
 */
public interface Ticker {

    /** Nanoseconds from an arbitrary origin that never run backwards within one process. */
    long elapsedNanos();

    /** The wall time, truncated to milliseconds because that is what stores keep. */
    Instant wall();
}
