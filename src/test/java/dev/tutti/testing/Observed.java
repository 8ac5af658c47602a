package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What other processes did, in the order in which it was noticed; a test can wait for an entry without polling.
 *
 * <p>Safe from any thread.
 */
public final class Observed<T> {

    private final List<T> entries = new ArrayList<>();

    public synchronized void add(T entry) {
        entries.add(requireNonNull(entry, "entry"));
        notifyAll();
    }

    /** All so far. */
    public synchronized List<T> all() {
        return List.copyOf(entries);
    }

    /** All so far that match. */
    public List<T> all(Predicate<? super T> wanted) {
        return all().stream().filter(wanted).toList();
    }

    /** The first that matches, waited for; past the bound it throws and shows what there was. */
    public T await(Predicate<? super T> wanted, Duration bound) {
        return await(wanted, 1, bound).getFirst();
    }

    /** The first {@code count} that match, waited for; past the bound it throws and shows what there was. */
    public synchronized List<T> await(Predicate<? super T> wanted, int count, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            List<T> found = entries.stream().filter(wanted).limit(count).toList();
            long left = (end - System.nanoTime()) / 1_000_000;
            if (found.size() == count) {
                return found;
            }
            if (left <= 0) {
                throw new IllegalStateException(
                        found.size() + " of " + count + " came within " + bound.toMillis() + " ms; all: " + entries);
            }
            waitFor(left);
        }
    }

    private synchronized void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
