package dev.tutti.kernel.time;

import java.time.Instant;

/** The machine's own clocks. Stateless, so any thread may use it. */
public final class SystemTicker implements Ticker {

    @Override
    public long elapsedNanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
