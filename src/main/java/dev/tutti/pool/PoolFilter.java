package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are asked for; live or not.
 *
 * @param since only those at that time or later
 * @param author only those of one who is called so
 * @param topic only those whose topic, summary or affects hold it, whatever its case
 * @param search only those that hold all of its words
 * @param limit at most so many, 1 to {@value #LIMIT_MAX}
 */
public record PoolFilter(
        Optional<Instant> since,
        Optional<String> author,
        Optional<PoolAction> action,
        Optional<String> topic,
        Optional<String> search,
        int limit) {

    /** More than that are never read at once. */
    public static final int LIMIT_MAX = 10_000;

    public PoolFilter {
        requireNonNull(since, "since");
        requireNonNull(author, "author");
        requireNonNull(action, "action");
        requireNonNull(topic, "topic");
        requireNonNull(search, "search");
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is 1 to " + LIMIT_MAX + ", got " + limit);
        }
    }
}
