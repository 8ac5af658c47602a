package dev.tutti.bench;

import java.util.Collection;
import java.util.Locale;

/** Durations of one kind, in nanoseconds, from the shortest to the longest. */
final class Figures {

    private final long[] sorted;

    Figures(Collection<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("there is no figure without a sample");
        }
        sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    int count() {
        return sorted.length;
    }

    long median() {
        return at(0.5);
    }

    /** The smallest sample that {@code share} of all do not exceed. */
    long at(double share) {
        return sorted[(int) Math.clamp(Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    static String ratio(double of, double to) {
        return String.format(Locale.ROOT, "%.2f x", of / to);
    }
}
