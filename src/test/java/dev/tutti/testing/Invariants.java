package dev.tutti.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Everything that must hold of a store between two transactions, whatever happened. It remembers how far it replayed the
 * journal, so that it may be asked after every step. For one thread.
 */
public final class Invariants {

    private static final int FACTS_AT_ONCE = 1_000;

    private final Supplier<Store> store;
    private final Journal journal = new Journal();
    private final Map<Long, Long> replayed = new HashMap<>();
    private final Map<Long, Long> lastFence = new HashMap<>();
    private final Map<Long, SortedSet<Long>> locksByFacts = new TreeMap<>();

    /** @param store the store as it is now; it may be another one at every check, over the same database */
    public Invariants(Supplier<Store> store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /** A granted lock as its row says. */
    private record Held(
            long id, long project, long tree, String path, Glob glob, boolean shared, long holder, long fence) {

        boolean excludes(Held other) {
            boolean meets = project == other.project && (tree == 0 || other.tree == 0 || tree == other.tree);
            return meets && holder != other.holder && !(shared && other.shared) && glob.overlaps(other.glob);
        }
    }

    /** Fails with what is wrong. */
    public void check() {
        store.get().read(tx -> {
            List<Held> held = held(tx);
            oneHolder(held);
            journalAgrees(tx, held);
            holdersLive(tx);
            noOrphans(tx);
            namesAreUnique(tx);
            return held.size();
        });
    }

    private static void oneHolder(List<Held> held) {
        for (int i = 0; i < held.size(); i++) {
            for (int j = i + 1; j < held.size(); j++) {
                Held a = held.get(i);
                Held b = held.get(j);
                assertThat(a.excludes(b))
                        .as("two holders overlap: %s and %s", a, b)
                        .isFalse();
            }
        }
    }

    private void journalAgrees(Tx tx, List<Held> held) {
        for (long project : numbers(tx, "SELECT id AS n FROM project ORDER BY id")) {
            replay(tx, project);
            SortedSet<Long> rows = new TreeSet<>();
            held.stream().filter(lock -> lock.project == project).forEach(lock -> rows.add(lock.fence));
            assertThat(rows)
                    .as("fences of the locks of project %s, by their rows and by the journal", project)
                    .isEqualTo(locksByFacts.getOrDefault(project, new TreeSet<>()));
            long next = numbers(tx, "SELECT next_fence AS n FROM project WHERE id = " + project)
                    .getFirst();
            assertThat(lastFence.getOrDefault(project, 0L)).isLessThan(next);
        }
    }

    private void replay(Tx tx, long project) {
        while (true) {
            List<RecordedFact> facts = journal.after(tx, project, replayed.getOrDefault(project, 0L), FACTS_AT_ONCE);
            facts.forEach(fact -> replay(project, fact));
            if (facts.size() < FACTS_AT_ONCE) {
                return;
            }
        }
    }

    private void replay(long project, RecordedFact recorded) {
        replayed.put(project, recorded.seq());
        SortedSet<Long> current = locksByFacts.computeIfAbsent(project, _ -> new TreeSet<>());
        Map<String, String> details = recorded.fact().details();
        switch (recorded.fact().kind()) {
            case "lock.granted" -> {
                long fence = Long.parseLong(details.getOrDefault("fence", "-1"));
                assertThat(fence).as("fences grow: %s", recorded).isGreaterThan(lastFence.getOrDefault(project, 0L));
                lastFence.put(project, fence);
                current.add(fence);
            }
            case "lock.ended" ->
                assertThat(current.remove(Long.parseLong(details.getOrDefault("fence", "-1"))))
                        .as("a lock ends that began: %s", recorded)
                        .isTrue();
            default -> {}
        }
    }

    private static void holdersLive(Tx tx) {
        none(tx, "a lock whose holder has ended or is a child", """
                SELECT lock_grant.id AS n FROM lock_grant JOIN instance ON instance.id = lock_grant.holder_id
                WHERE instance.ended_at IS NOT NULL OR instance.parent_id IS NOT NULL
                """);
        none(tx, "a lock whose actor is not its holder or a living child of it", """
                SELECT lock_grant.id AS n FROM lock_grant JOIN instance ON instance.id = lock_grant.actor_id
                WHERE lock_grant.actor_id <> lock_grant.holder_id
                  AND (instance.ended_at IS NOT NULL OR instance.parent_id <> lock_grant.holder_id)
                """);
        none(tx, "a pending lock without a call", """
                SELECT id AS n FROM lock_grant
                WHERE settled = 0 AND id NOT IN (SELECT lock_id FROM lock_call)
                """);
        none(tx, "a lock that was changed under and is pending", """
                SELECT id AS n FROM lock_grant WHERE settled = 0 AND changed = 1
                """);
        none(tx, "a lock that was changed already, found by nobody", """
                SELECT id AS n FROM lock_grant
                WHERE dirty_before <> 'UNKNOWN' AND (found_file = '' OR found_head = '')
                """);
        none(tx, "a lock in a tree of another project", """
                SELECT lock_grant.id AS n FROM lock_grant JOIN tree ON tree.id = lock_grant.tree_id
                WHERE tree.project_id <> lock_grant.project_id
                """);
    }

    private static void noOrphans(Tx tx) {
        none(tx, "a call of somebody who has ended", """
                SELECT lock_call.id AS n FROM lock_call JOIN instance ON instance.id IN (holder_id, actor_id)
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "an interest in a lock that has ended, or that names another holder or fence", """
                SELECT id AS n FROM lock_interest
                WHERE NOT EXISTS (SELECT 1 FROM lock_grant
                    WHERE lock_grant.id = lock_interest.lock_id AND lock_grant.fence = lock_interest.fence
                      AND lock_grant.holder_id = lock_interest.blocker_id)
                """);
        none(tx, "an interest of somebody who has ended, or in an own lock", """
                SELECT lock_interest.id AS n FROM lock_interest JOIN instance ON instance.id = lock_interest.instance_id
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "a place in the line of somebody who has ended", """
                SELECT lock_waiter.id AS n FROM lock_waiter JOIN instance ON instance.id = lock_waiter.instance_id
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "a notice for somebody who has ended", """
                SELECT notice.id AS n FROM notice JOIN instance ON instance.id = notice.instance_id
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "what somebody who has ended was told of the pool", """
                SELECT instance.id AS n FROM pool_reader JOIN instance ON instance.id = pool_reader.instance_id
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "a decision that somebody who has ended was told", """
                SELECT instance.id AS n FROM decision_shown JOIN instance ON instance.id = decision_shown.instance_id
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "what somebody who has ended was told of the notes", """
                SELECT instance.id AS n FROM note_reader JOIN instance ON instance.id = note_reader.instance_id
                WHERE instance.ended_at IS NOT NULL
                """);
        none(tx, "a learning of a version that has not come yet, or of no memory", """
                SELECT learning.id AS n FROM learning LEFT JOIN memory ON memory.project_id = learning.project_id
                WHERE memory.project_id IS NULL OR learned_in > version OR gone_in > version
                """);
        none(tx, "a live claim of somebody who has ended", """
                SELECT pool_entry.id AS n FROM pool_entry JOIN instance ON instance.id = pool_entry.author_id
                WHERE live = 1 AND action = 'CLAIMED' AND instance.ended_at IS NOT NULL
                """);
        none(tx, "a living child of somebody who has ended, or of a child", """
                SELECT child.id AS n FROM instance child JOIN instance parent ON parent.id = child.parent_id
                WHERE child.ended_at IS NULL AND (parent.ended_at IS NOT NULL OR parent.parent_id IS NOT NULL)
                """);
    }

    private static void namesAreUnique(Tx tx) {
        none(tx, "a name that two living instances of a project have", """
                SELECT project_id AS n FROM instance WHERE ended_at IS NULL
                GROUP BY project_id, name HAVING COUNT(*) > 1
                """);
    }

    private static void none(Tx tx, String what, String sql) {
        assertThat(numbers(tx, sql)).as(what).isEmpty();
    }

    private static List<Long> numbers(Tx tx, String sql) {
        return tx.list(sql, row -> row.number("n"));
    }

    private static List<Held> held(Tx tx) {
        return new ArrayList<>(tx.list(
                "SELECT id, project_id, tree_id, path_key, is_glob, mode, holder_id, fence FROM lock_grant",
                Invariants::held));
    }

    private static Held held(Row row) {
        return new Held(
                row.number("id"),
                row.number("project_id"),
                row.number("tree_id"),
                row.text("path_key"),
                row.flag("is_glob") ? glob(row.text("path_key")) : Glob.literal(row.text("path_key")),
                row.text("mode").equals("SHARED"),
                row.number("holder_id"),
                row.number("fence"));
    }

    private static Glob glob(String text) {
        return switch (Glob.parse(text)) {
            case GlobOutcome.Parsed parsed -> parsed.glob();
            case GlobOutcome.Malformed malformed -> throw new AssertionError("a stored glob: " + malformed.text());
        };
    }
}
