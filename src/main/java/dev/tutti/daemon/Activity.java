package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When somebody last asked something. Safe for any thread; noting costs nanoseconds. */
final class Activity {

    private final Ticker ticker;
    private final AtomicLong last;

    Activity(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
        this.last = new AtomicLong(ticker.elapsedNanos());
    }

    void note() {
        last.set(ticker.elapsedNanos());
    }

    Duration idle() {
        return Duration.ofNanos(Math.max(0, ticker.elapsedNanos() - last.get()));
    }
}
