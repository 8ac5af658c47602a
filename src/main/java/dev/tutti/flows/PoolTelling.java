package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.pool.Pool;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.PoolReader;
import dev.tutti.pool.PoolSettings;
import dev.tutti.pool.Relevance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What sessions are told of the pool: a digest when they begin, and then whatever is new, once. */
final class PoolTelling {

    /** Entries of a digest at most. */
    private static final int DIGEST_MAX = 8;

    /** Entries of one answer to a running session at most. */
    private static final int NEWS_MAX = 5;

    /** New ones that these are chosen from. */
    private static final int NEWS_CHOSEN_FROM = 20;

    private static final int TOPIC_MAX = 120;
    private static final int SUMMARY_MAX = 200;
    private static final int AFFECTS_MAX = 160;

    /** From there on an entry's summary is told too. */
    private static final double TELLING = 0.3;

    /** So much relevance does an hour of age cost. */
    private static final double PER_HOUR = 0.1;

    private static final int PERCENT = 100;

    private final Rooms rooms;
    private final Customs customs;
    private final RecentPaths recent;

    PoolTelling(Rooms rooms, Customs customs, RecentPaths recent) {
        this.recent = requireNonNull(recent, "recent");
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
    }

    /** An entry, how much it concerns its reader, and whether that wrote it. */
    private record Told(PoolEntry entry, Relevance relevance, boolean own) {

        /** The newer, and the more it concerns its reader, the higher. */
        double rank(Instant now) {
            double hours =
                    Math.max(0, java.time.Duration.between(entry.at(), now).toMinutes()) / 60.0;
            return relevance.score() - PER_HOUR * hours - (own ? 1 : 0);
        }
    }

    /** What a session is told of the pool when it begins; nothing when there is nothing. It is not told of these again. */
    List<String> digest(Tx tx, Instance self, Arrival arrival) {
        PoolSettings settings = customs.on(arrival.ground()).pool();
        boolean compact = arrival.call().caller().compactPool().orElse(settings.compact());
        List<PoolEntry> recent = rooms.pool().recent(tx, self.project());
        rooms.pool().read(tx, self.id(), rooms.pool().newest(tx, self.project()));
        List<Told> shown = judged(tx, self, recent, settings);
        if (shown.isEmpty()) {
            return List.of();
        }
        List<Told> chosen = shown.stream()
                .sorted(Comparator.comparingDouble((Told told) -> told.rank(tx.now()))
                        .reversed())
                .limit(DIGEST_MAX)
                .toList();
        List<String> lines = compact ? compact(self, shown, chosen) : full(self, chosen, tx.now());
        if (shown.size() > chosen.size()) {
            lines.add((shown.size() - chosen.size()) + " more: tutti pool query");
        }
        return lines;
    }

    private static List<String> compact(Instance self, List<Told> shown, List<Told> chosen) {
        long own = shown.stream().filter(Told::own).count();
        List<String> lines = new ArrayList<>();
        lines.add("## Session Context");
        lines.add("- **Instance**: " + self.name());
        lines.add("- **Pool**: " + shown.size() + " recent (" + own + " own, " + (shown.size() - own) + " others)");
        lines.add("- **Status**: " + counts(shown));
        lines.add("");
        lines.add("### Recent Activity");
        for (Told told : chosen) {
            lines.add("- " + headline(told.entry()));
            if (isWorthItsSummary(told)) {
                lines.add("  " + Foreign.label(told.entry().draft().summary(), SUMMARY_MAX));
            }
        }
        return lines;
    }

    private static String counts(List<Told> shown) {
        List<String> counts = Stream.of(PoolAction.values())
                .map(action -> Map.entry(
                        action,
                        shown.stream()
                                .filter(told -> told.entry().draft().action() == action)
                                .count()))
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey().word())
                .toList();
        return String.join(", ", counts);
    }

    private static boolean isWorthItsSummary(Told told) {
        PoolDraft draft = told.entry().draft();
        boolean repeated = draft.summary().startsWith(draft.topic());
        boolean worth = draft.action().isOpen()
                || draft.action() == PoolAction.SIGNALING
                || told.relevance().score() >= TELLING;
        return worth && !told.own() && !draft.summary().isBlank() && !repeated;
    }

    /** {@code [A] completed: Auth token refresh fix}, and whether nobody wrote it. */
    static String headline(PoolEntry entry) {
        return "[" + Foreign.label(entry.authorName(), 40) + "] " + Foreign.label(entry.actionWord(), 40) + ": "
                + Foreign.label(entry.draft().topic(), TOPIC_MAX)
                + (entry.draft().origin().isAutomatic() ? " (noticed by Tutti)" : "");
    }

    private static List<String> full(Instance self, List<Told> chosen, Instant now) {
        List<String> lines = new ArrayList<>(List.of(
                "## 🔄 Recent Instance Activity",
                "> You are Instance **" + self.name() + "** in a distributed system.",
                "> Recent work by you and other instances:"));
        for (Told told : chosen) {
            PoolDraft draft = told.entry().draft();
            lines.add("");
            lines.add((told.own()
                            ? "🔵 **[YOU]** "
                            : "🟢 **[" + Foreign.label(told.entry().authorName(), 40) + "]** ")
                    + sign(told.entry()) + " **" + Foreign.label(told.entry().actionWord(), 40) + "** — "
                    + Foreign.label(draft.topic(), TOPIC_MAX));
            if (!draft.summary().isBlank()) {
                lines.add("  _" + Foreign.label(draft.summary(), SUMMARY_MAX).replace('_', ' ') + "_");
            }
            if (!draft.affects().isEmpty()) {
                lines.add("  📂 Affects: `" + Foreign.label(draft.affects(), AFFECTS_MAX) + "`");
            }
            if (!draft.blocks().isEmpty()) {
                lines.add("  🔓 Unblocks: " + Foreign.label(draft.blocks(), AFFECTS_MAX));
            }
            lines.add("  🕐 " + When.relative(told.entry().at(), now) + " | Relevance: "
                    + Math.round(told.relevance().score() * PERCENT) + "%");
        }
        return lines;
    }

    private static String sign(PoolEntry entry) {
        if (!entry.draft().said().isEmpty()) {
            return "📌";
        }
        return switch (entry.draft().action()) {
            case COMPLETED -> "✅";
            case BLOCKED -> "🚫";
            case CLAIMED -> "🔒";
            case SIGNALING -> "📡";
        };
    }

    /** What is new to a running session since it was told last; nothing when nothing is. */
    List<String> news(Tx tx, Instance self, Arrival arrival) {
        return self.isChild()
                ? List.of()
                : unread(tx, self)
                        .map(unread -> news(tx, self, arrival, unread))
                        .orElse(List.of());
    }

    private Optional<List<PoolEntry>> unread(Tx tx, Instance self) {
        return rooms.pool().unread(tx, self.project(), self.id(), NEWS_CHOSEN_FROM);
    }

    private List<String> news(Tx tx, Instance self, Arrival arrival, List<PoolEntry> unread) {
        if (unread.isEmpty()) {
            return List.of();
        }
        rooms.pool().read(tx, self.id(), unread.getFirst().id());
        List<Told> shown = judged(tx, self, unread, customs.on(arrival.ground()).pool());
        List<String> lines = new ArrayList<>();
        shown.stream()
                .sorted(Comparator.comparingDouble((Told told) -> told.rank(tx.now()))
                        .reversed())
                .limit(NEWS_MAX)
                .forEach(told -> lines.add("New in the pool: " + headline(told.entry())
                        + (isWorthItsSummary(told)
                                ? ": " + Foreign.quoted(told.entry().draft().summary(), SUMMARY_MAX)
                                : "")));
        if (shown.size() > NEWS_MAX || unread.size() == NEWS_CHOSEN_FROM) {
            lines.add("There is more in the pool: tutti pool query");
        }
        return lines;
    }

    /** A session that was never told of the pool, as one that began before Tutti did, gets the digest at its prompt. */
    List<String> atPrompt(Tx tx, Instance self, Arrival arrival) {
        return self.isChild()
                ? List.of()
                : unread(tx, self)
                        .map(unread -> news(tx, self, arrival, unread))
                        .orElseGet(() -> digest(tx, self, arrival));
    }

    private List<Told> judged(Tx tx, Instance self, List<PoolEntry> entries, PoolSettings settings) {
        if (entries.isEmpty()) {
            return List.of();
        }
        return Pool.relevance(entries, reader(tx, self), settings).entrySet().stream()
                .map(each -> new Told(
                        each.getKey(), each.getValue(), each.getKey().author().equals(self.id())))
                .filter(told -> told.own() || told.relevance().shown())
                .toList();
    }

    /** What entries may concern somebody by. */
    PoolReader reader(Tx tx, Instance self) {
        List<Glob> paths = rooms.locks().ofHolder(tx, self.id(), self.project()).stream()
                .map(lock -> lock.key().pattern())
                .toList();
        List<String> texts = Stream.of(self.task(), self.role(), self.branch())
                .flatMap(Optional::stream)
                .toList();
        return new PoolReader(self.name(), paths, recent.of(tx, self), texts);
    }

    /** Before an edit under what another has claimed. */
    static String claimed(String path, PoolEntry claim, Instance author, Instant now) {
        return Words.path(path) + " is part of what " + Words.who(author) + " has claimed "
                + When.relative(claim.at(), now) + ": "
                + Foreign.quoted(claim.draft().topic(), TOPIC_MAX)
                + (claim.draft().summary().isBlank()
                        ? ""
                        : " (" + Foreign.quoted(claim.draft().summary(), SUMMARY_MAX) + ")")
                + ". You may go on; leave it if it gets into the other's way.";
    }
}
