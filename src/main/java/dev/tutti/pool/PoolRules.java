package dev.tutti.pool;

import dev.tutti.kernel.glob.Glob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a draft may say, how long it lives, and what it ends; pure. */
final class PoolRules {

    static final int TOPIC_MAX = 200;
    static final int TEXT_MAX = 262_144;
    static final int AFFECTS_MAX = 4_000;
    static final int PATHS_MAX = 50;
    static final Duration TTL_MIN = Duration.ofSeconds(1);
    static final Duration TTL_MAX = Duration.ofDays(90);

    /** A blocker that nobody answers is no news any more; nor is what somebody claims whose end nobody would notice. */
    static final Duration OPEN_TTL = Duration.ofHours(24);

    /** Automatic entries of one kind and author have at least so much between them. */
    static final Duration AUTOMATIC_EVERY = Duration.ofMinutes(5);

    /** What has no end of its own. */
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Topics of one author that share so many of their words are about one thing. */
    private static final double SAME_TOPIC = 0.5;

    private PoolRules() {}

    /** Everything that keeps a draft from being an entry, each naming its field; empty when it may be one. */
    static List<String> faults(PoolDraft draft) {
        List<String> faults = new ArrayList<>();
        if (draft.topic().isBlank()) {
            faults.add("topic: is missing");
        }
        if (draft.topic().lines().count() > 1) {
            faults.add("topic: has more than one line");
        }
        longest(faults, "topic", draft.topic(), TOPIC_MAX);
        longest(faults, "summary", draft.summary(), TEXT_MAX);
        longest(faults, "affects", draft.affects(), AFFECTS_MAX);
        longest(faults, "blocks", draft.blocks(), AFFECTS_MAX);
        longest(faults, "action", draft.said(), TOPIC_MAX);
        if (draft.paths().size() > PATHS_MAX) {
            faults.add("affects: names " + draft.paths().size() + " paths, at most " + PATHS_MAX);
        }
        draft.ttl()
                .filter(ttl -> ttl.compareTo(TTL_MIN) < 0 || ttl.compareTo(TTL_MAX) > 0)
                .ifPresent(_ -> faults.add("ttl: is 1s to 90d"));
        return faults;
    }

    private static void longest(List<String> faults, String field, String value, int max) {
        int length = value.codePointCount(0, value.length());
        if (length > max) {
            faults.add(field + ": has " + length + " characters, at most " + max);
        }
    }

    /**
     * When an entry ends by itself.
     *
     * @param watched whether it is noticed when its author is gone
     * @param usual how long entries live whose action says nothing else
     */
    static Instant endsAt(PoolDraft draft, Instant at, boolean watched, Duration usual) {
        if (draft.ttl().isPresent()) {
            return at.plus(draft.ttl().get());
        }
        return switch (draft.action()) {
            case CLAIMED -> watched ? NEVER : at.plus(OPEN_TTL);
            case BLOCKED -> at.plus(OPEN_TTL);
            case COMPLETED, SIGNALING -> at.plus(usual);
        };
    }

    /** Whether an entry tells that what another is about is over: a commit or a passing test is only a step of it. */
    static boolean ends(PoolDraft completed, PoolEntry open, boolean sameAuthor) {
        boolean mayEnd = sameAuthor || open.draft().action() == PoolAction.BLOCKED;
        return completed.action() == PoolAction.COMPLETED
                && completed.origin().isSaid()
                && open.draft().action().isOpen()
                && mayEnd
                && isSameMatter(completed, open.draft(), sameAuthor);
    }

    /** Of one author the paths tell too; what somebody else did to a file need not be what was waited for. */
    private static boolean isSameMatter(PoolDraft completed, PoolDraft open, boolean sameAuthor) {
        Set<String> one = new HashSet<>(PoolWords.of(completed.topic()));
        Set<String> other = new HashSet<>(PoolWords.of(open.topic()));
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int smaller = Math.min(one.size(), other.size());
        double wanted = sameAuthor ? Math.max(Math.min(2, smaller), smaller * SAME_TOPIC) : smaller;
        boolean sameTopic = smaller > 0 && both.size() >= wanted;
        boolean samePaths = sameAuthor
                && completed.paths().stream()
                        .anyMatch(a -> open.paths().stream().anyMatch(b -> isSamePath(a.pattern(), b.pattern())));
        return sameTopic || samePaths;
    }

    /** A name that may lie in any folder tells nothing about one folder. */
    static boolean isSamePath(Glob one, Glob other) {
        boolean anywhere = one.text().startsWith("**/") || other.text().startsWith("**/");
        boolean telling = !anywhere || one.isLiteral() || other.isLiteral() || one.equals(other);
        return telling && one.overlaps(other);
    }
}
