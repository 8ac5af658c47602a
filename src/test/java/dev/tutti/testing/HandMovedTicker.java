package dev.tutti.testing;

import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when a test moves it. Any thread may read it while another moves it. */
public final class HandMovedTicker implements Ticker {

    private long elapsedNanos;
    private Instant wall = Instant.parse("2026-01-31T09:30:00Z");

    @Override
    public synchronized long elapsedNanos() {
        return elapsedNanos;
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }

    /** Both halves go on. */
    public synchronized void pass(Duration time) {
        elapsedNanos += time.toNanos();
        wall = wall.plus(time);
    }
}
