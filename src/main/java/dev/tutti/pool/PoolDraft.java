package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Tokens;
import dev.tutti.projects.Affected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry says. Its bounds are {@link PoolRules}'.
 *
 * @param said the action as it was written, when it is none of the four; else empty
 * @param topic one line
 * @param summary may have several lines; may be empty
 * @param affects the text; may be empty
 * @param paths what of {@code affects} are paths
 * @param blocks what it blocks or unblocks; empty when nothing
 * @param ttl how long it lives; unless given, as long as its action does
 * @param once a key that its author posts under only once; empty when it may be posted again
 */
public record PoolDraft(
        PoolAction action,
        String said,
        String topic,
        String summary,
        String affects,
        List<Affected> paths,
        String blocks,
        Optional<Duration> ttl,
        Origin origin,
        String once) {

    private static final Set<String> NOTHING = Set.of("none", "n/a", "na", "-", "--", "nothing", "null");

    public PoolDraft {
        requireNonNull(action, "action");
        requireNonNull(said, "said");
        requireNonNull(topic, "topic");
        requireNonNull(summary, "summary");
        requireNonNull(affects, "affects");
        paths = List.copyOf(paths);
        requireNonNull(blocks, "blocks");
        requireNonNull(ttl, "ttl");
        requireNonNull(origin, "origin");
        requireNonNull(once, "once");
    }

    /** As it is stored: without tokens, and without a word for that it blocks nothing. */
    PoolDraft kept() {
        return new PoolDraft(
                action,
                Tokens.masked(said),
                Tokens.masked(topic),
                Tokens.masked(summary),
                Tokens.masked(affects),
                paths,
                Tokens.masked(meant(blocks)),
                ttl,
                origin,
                once);
    }

    /** The text, or empty when it says that there is none: {@code None, just FYI}. */
    private static String meant(String text) {
        String first = text.strip().split("[,.;(\\s]", 2)[0].toLowerCase(java.util.Locale.ROOT);
        return NOTHING.contains(first) ? "" : text.strip();
    }

    /** The same under a key that its author posts under only once. */
    public PoolDraft under(String key) {
        return new PoolDraft(action, said, topic, summary, affects, paths, blocks, ttl, origin, key);
    }

    /** The same about these paths. */
    public PoolDraft about(List<Affected> affected) {
        return new PoolDraft(action, said, topic, summary, affects, affected, blocks, ttl, origin, once);
    }
}
