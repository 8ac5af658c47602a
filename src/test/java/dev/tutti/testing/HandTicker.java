package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A clock that a test moves by hand. It starts at 2026-01-01T00:00:00Z with an elapsed half of zero and stands still until
 * told. Any thread may use it.
 */
public final class HandTicker implements Ticker {

    /** Where it starts. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Consumer<Instant>> followers = new CopyOnWriteArrayList<>();
    private long elapsedNanos;
    private Instant wall = START;

    @Override
    public synchronized long elapsedNanos() {
        return elapsedNanos;
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }

    /** Time passes: both halves move. */
    public void pass(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time passes forwards only; set the wall instead");
        }
        synchronized (this) {
            elapsedNanos += duration.toNanos();
        }
        setWall(wall().plus(duration));
    }

    /** Somebody sets the wall clock: only that half moves, either way. */
    public void setWall(Instant to) {
        Instant next = Instant.ofEpochMilli(requireNonNull(to, "to").toEpochMilli());
        synchronized (this) {
            wall = next;
        }
        followers.forEach(follower -> follower.accept(next));
    }

    /** Tells {@code follower} the wall time now and at every move, on the thread that moves it. */
    public void follow(Consumer<Instant> follower) {
        followers.add(requireNonNull(follower, "follower"));
        follower.accept(wall());
    }
}
