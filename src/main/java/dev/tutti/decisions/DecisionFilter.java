package dev.tutti.decisions;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which decisions are asked for.
 *
 * @param words all of them stand somewhere in its texts, whatever their case
 * @param archivedToo also those out of sight
 * @param limit at most so many, 1 to {@value #LIMIT_MAX}
 */
public record DecisionFilter(
        Optional<String> category,
        Optional<DecisionStatus> status,
        List<String> words,
        boolean archivedToo,
        int limit) {

    /** More than that are never read at once. */
    public static final int LIMIT_MAX = 1_000;

    public DecisionFilter {
        requireNonNull(category, "category");
        requireNonNull(status, "status");
        words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is 1 to " + LIMIT_MAX + ", got " + limit);
        }
    }

    /** The newest of them. */
    public static DecisionFilter newest(int limit) {
        return new DecisionFilter(Optional.empty(), Optional.empty(), List.of(), false, limit);
    }
}
