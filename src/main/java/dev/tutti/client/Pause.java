package dev.tutti.client;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time as one call sees it, from its beginning. For one thread. */
final class Pause {

    private final Ticker ticker;
    private final long began;

    Pause(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
        this.began = ticker.elapsedNanos();
    }

    long elapsedMillis() {
        return (ticker.elapsedNanos() - began) / 1_000_000;
    }

    /** Milliseconds until {@code end} after the beginning, at least a tenth of a second, at most two. */
    int left(long end) {
        return (int) Math.clamp(end - elapsedMillis(), 100, 2_000);
    }

    long epochSeconds() {
        return ticker.wall().getEpochSecond();
    }

    /** A word that no other call has. */
    String word() {
        return ProcessHandle.current().pid() + "-" + ticker.wall().toEpochMilli() + "-" + ticker.elapsedNanos();
    }

    /** Nobody signals what another process does. */
    void nap(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
