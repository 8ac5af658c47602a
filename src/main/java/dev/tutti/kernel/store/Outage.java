package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a moment that a server could not be reached, so that not everybody waits for it in turn: after it one tries
 * again, and the others are refused until that one knows. Safe from any thread.
 */
final class Outage {

    /** How long everybody is refused at once after somebody waited in vain. */
    static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final Ticker ticker;
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

    Outage(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
    }

    private record Seen(String why, long until) {}

    /**
     * Lets through, or refuses at once.
     *
     * @throws StoreException with {@link Code#UNREACHABLE} while the server is known to be away
     */
    void pass() {
        Seen last = seen.get();
        if (last == null) {
            return;
        }
        boolean over = ticker.elapsedNanos() - last.until() >= 0;
        if (!over || !seen.compareAndSet(last, fromNow(last.why()))) {
            throw new StoreException(Code.UNREACHABLE, last.why());
        }
    }

    /** Somebody who was let through came back with this. Returns whether the server went away with it. */
    boolean failed(StoreException failure) {
        return failure.code() == Code.UNREACHABLE
                && seen.getAndSet(fromNow(String.valueOf(failure.getMessage()))) == null;
    }

    /** Somebody who was let through reached the server. Returns whether it had been away until then. */
    boolean reached() {
        return seen.get() != null && seen.getAndSet(null) != null;
    }

    private Seen fromNow(String why) {
        return new Seen(why, ticker.elapsedNanos() + REMEMBERED.toNanos());
    }
}
