package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the pool is shared out.
 *
 * @param way how it is judged what concerns whom
 * @param domains the keywords of instances, by name
 * @param threshold entries of less are not shown, 0 to 1
 * @param blocksToAll whether entries that block or unblock something are shown whatever they are about
 * @param compact whether the digest has one line an entry
 * @param usualTtl how long entries live whose action says nothing else
 * @param kept how long entries are kept once they are over
 */
public record PoolSettings(
        Way way,
        Map<String, List<String>> domains,
        double threshold,
        boolean blocksToAll,
        boolean compact,
        Duration usualTtl,
        Duration kept) {

    /** How it is judged what concerns whom. */
    public enum Way {
        /** By paths and words that an entry shares with what its reader does. */
        WORDS,
        /** By the keywords of its reader alone, as the documents do. */
        KEYWORDS
    }

    /** Nobody has keywords, nothing is withheld. */
    public static final PoolSettings USUAL =
            new PoolSettings(Way.WORDS, Map.of(), 0, true, true, Duration.ofHours(1), Duration.ofDays(90));

    public PoolSettings {
        requireNonNull(way, "way");
        domains = Map.copyOf(domains);
        requireNonNull(usualTtl, "usualTtl");
        requireNonNull(kept, "kept");
    }
}
