package dev.tutti.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The requests that run now, at most so many. Safe for any thread. */
final class InFlight {

    private final int max;
    private final Semaphore room;

    InFlight(int max) {
        this.max = max;
        this.room = new Semaphore(max);
    }

    /** A place for one request, or empty when all are taken. */
    Optional<Place> enter() {
        return room.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    /** Waits until nothing runs any more; false when something still does after {@code patience}. */
    boolean awaitNone(Duration patience) {
        try {
            boolean none = room.tryAcquire(max, patience.toNanos(), TimeUnit.NANOSECONDS);
            if (none) {
                room.release(max);
            }
            return none;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Held by a request until its work is done, be it answered before. */
    final class Place implements AutoCloseable {
        @Override
        public void close() {
            room.release();
        }
    }
}
