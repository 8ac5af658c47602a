package dev.tutti.locks;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL of everybody who wants a lock and has it not: interests, waiters, and what the dead left behind. */
final class LineTable {

    private static final String SELECT_WAITER = """
            SELECT id, project_id, tree_id, path, path_key, is_glob, mode, instance_id, blocker_id, priority, since,
                   leased_until
            FROM lock_waiter
            """;

    /** Two questions with one call's id this close to each other are one question. */
    static final Duration SAME_CALL_WITHIN = Duration.ofSeconds(5);

    private record Interest(long id, LockKey key, InstanceId holder, InstanceId instance) {}

    // Interests

    /** Notes a refusal; {@code shown} stays once it was. */
    void noteInterest(Tx tx, Lock lock, LockRequest request, boolean shown) {
        LockKey key = request.key();
        tx.update(
                """
                INSERT INTO lock_interest (project_id, tree_id, path, path_key, is_glob, lock_id, fence, blocker_id,
                    holder_id, instance_id, shown, shown_call, told, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                ON CONFLICT (lock_id, instance_id)
                DO UPDATE SET tree_id = excluded.tree_id, path = excluded.path, path_key = excluded.path_key,
                    is_glob = excluded.is_glob,
                    shown_call =
                        CASE WHEN lock_interest.shown = 1 THEN lock_interest.shown_call ELSE excluded.shown_call END,
                    shown = CASE WHEN lock_interest.shown = 1 THEN 1 ELSE excluded.shown END,
                    told = 0, at = excluded.at
                """,
                key.project().value(),
                LockTable.treeColumn(key),
                key.path(),
                key.pattern().key(),
                !key.pattern().isLiteral(),
                lock.id().value(),
                lock.fence(),
                lock.holder().value(),
                request.holder().value(),
                request.actor().value(),
                shown,
                request.call().map(LockRequest.Call::toolUseId).orElse(""),
                tx.now());
    }

    /** Whether the actor was shown the lock's uncommitted changes by an earlier call than this one. */
    boolean wasShown(Tx tx, Lock lock, LockRequest request) {
        return tx.first(
                        "SELECT shown_call, at FROM lock_interest WHERE lock_id = ? AND instance_id = ? AND shown = 1",
                        row -> !isSameCall(tx, request, row.text("shown_call"), row.instant("at")),
                        lock.id().value(),
                        request.actor().value())
                .orElse(false);
    }

    /** Hooks that are installed twice ask twice for one call, at once; a host without ids of calls repeats one later. */
    private static boolean isSameCall(Tx tx, LockRequest request, String shownCall, Instant at) {
        return request.call().filter(call -> call.toolUseId().equals(shownCall)).isPresent()
                && at.plus(SAME_CALL_WITHIN).isAfter(tx.now());
    }

    /** The lock's changes went on: whoever was shown them saw an older state. */
    void forgetShown(Tx tx, LockId lock) {
        tx.update("UPDATE lock_interest SET shown = 0, shown_call = '' WHERE lock_id = ? AND shown = 1", lock.value());
    }

    List<InstanceId> interestedIn(Tx tx, LockId lock) {
        return tx.list(
                "SELECT instance_id FROM lock_interest WHERE lock_id = ? ORDER BY id",
                row -> new InstanceId(row.number("instance_id")),
                lock.value());
    }

    /** Those who were not told of it yet; they are marked as told. */
    List<InstanceId> tellInterested(Tx tx, LockId lock) {
        List<InstanceId> untold = tx.list(
                "SELECT instance_id FROM lock_interest WHERE lock_id = ? AND told = 0 ORDER BY id",
                row -> new InstanceId(row.number("instance_id")),
                lock.value());
        if (!untold.isEmpty()) {
            tx.update("UPDATE lock_interest SET told = 1 WHERE lock_id = ?", lock.value());
        }
        return untold;
    }

    void dropInterestIn(Tx tx, LockId lock) {
        tx.update("DELETE FROM lock_interest WHERE lock_id = ?", lock.value());
    }

    /** Everything a holder and its children wanted. */
    void dropInterestOf(Tx tx, InstanceId holder) {
        tx.update("DELETE FROM lock_interest WHERE holder_id = ?", holder.value());
    }

    /** What a child wanted is wanted by its parent, who was shown nothing yet. */
    void passInterestToParent(Tx tx, InstanceId child, InstanceId parent) {
        tx.update("""
                UPDATE lock_interest SET instance_id = ?, shown = 0, shown_call = ''
                WHERE instance_id = ?
                  AND lock_id NOT IN (SELECT lock_id FROM lock_interest WHERE instance_id = ?)
                """, parent.value(), child.value(), parent.value());
        tx.update("DELETE FROM lock_interest WHERE instance_id = ?", child.value());
    }

    /**
     * Hands on who wanted a lock that ended in favour of another: whom the new one stands in the way of wants that now, and
     * its own holder got what it wanted. Returns the rest, for whom the path is free.
     */
    List<InstanceId> passInterest(Tx tx, LockId from, Lock to) {
        List<InstanceId> free = new ArrayList<>();
        for (Interest interest : interests(tx, from)) {
            boolean covered = to.key().meets(interest.key()) && to.key().overlaps(interest.key());
            if (!covered) {
                free.add(interest.instance());
            } else if (!interest.holder().equals(to.holder())) {
                handOn(tx, interest, to);
            }
        }
        dropInterestIn(tx, from);
        return free;
    }

    private List<Interest> interests(Tx tx, LockId lock) {
        return tx.list(
                """
                SELECT id, project_id, tree_id, path, path_key, is_glob, holder_id, instance_id
                FROM lock_interest WHERE lock_id = ? ORDER BY id
                """,
                row -> new Interest(
                        row.number("id"),
                        LockTable.key(row),
                        new InstanceId(row.number("holder_id")),
                        new InstanceId(row.number("instance_id"))),
                lock.value());
    }

    private static void handOn(Tx tx, Interest interest, Lock to) {
        tx.update(
                """
                UPDATE lock_interest SET lock_id = ?, fence = ?, blocker_id = ?, shown = 0, shown_call = '', told = 0
                WHERE id = ? AND NOT EXISTS (SELECT 1 FROM lock_interest WHERE lock_id = ? AND instance_id = ?)
                """,
                to.id().value(),
                to.fence(),
                to.holder().value(),
                interest.id(),
                to.id().value(),
                interest.instance().value());
    }

    /** Whom somebody waits for: in the line, or since a refusal that is not older than {@code fresh}. */
    List<InstanceId> waitsFor(Tx tx, ProjectId project, InstanceId who, Instant fresh) {
        return tx.list(
                """
                SELECT blocker_id FROM lock_interest WHERE holder_id = ? AND project_id = ? AND at >= ?
                UNION
                SELECT blocker_id FROM lock_waiter WHERE instance_id = ? AND project_id = ? AND leased_until > ?
                ORDER BY blocker_id
                LIMIT ?
                """,
                row -> new InstanceId(row.number("blocker_id")),
                who.value(),
                project.value(),
                fresh,
                who.value(),
                project.value(),
                tx.now(),
                Rings.VISITED_MAX);
    }

    // Waiters

    List<Waiter> waiting(Tx tx, ProjectId project, Instant now) {
        return tx.list(
                SELECT_WAITER + " WHERE project_id = ? AND leased_until > ? ORDER BY priority DESC, id",
                LineTable::readWaiter,
                project.value(),
                now);
    }

    Waiter insertWaiter(Tx tx, LockRequest request, InstanceId blocker, int priority, Instant leasedUntil) {
        LockKey key = request.key();
        long id = tx.insert(
                """
                INSERT INTO lock_waiter (project_id, tree_id, path, path_key, is_glob, mode, instance_id, blocker_id,
                    priority, since, leased_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING id
                """,
                key.project().value(),
                LockTable.treeColumn(key),
                key.path(),
                key.pattern().key(),
                !key.pattern().isLiteral(),
                request.mode().name(),
                request.holder().value(),
                blocker.value(),
                priority,
                tx.now(),
                leasedUntil);
        return new Waiter(id, key, request.mode(), request.holder(), blocker, priority, tx.now(), leasedUntil);
    }

    /** Keeps a place for longer, for what it is for now; false when it is gone. */
    boolean renewWaiter(Tx tx, Waiter place) {
        LockKey key = place.key();
        return tx.update(
                        """
                        UPDATE lock_waiter
                        SET project_id = ?, tree_id = ?, path = ?, path_key = ?, is_glob = ?, blocker_id = ?, leased_until = ?
                        WHERE id = ?
                        """,
                        key.project().value(),
                        LockTable.treeColumn(key),
                        key.path(),
                        key.pattern().key(),
                        !key.pattern().isLiteral(),
                        place.blocker().value(),
                        place.leasedUntil(),
                        place.id())
                == 1;
    }

    void deleteWaiter(Tx tx, long id) {
        tx.update("DELETE FROM lock_waiter WHERE id = ?", id);
    }

    void deleteWaitersOf(Tx tx, InstanceId instance) {
        tx.update("DELETE FROM lock_waiter WHERE instance_id = ?", instance.value());
    }

    void deleteLapsedWaiters(Tx tx, ProjectId project, Instant now) {
        tx.update("DELETE FROM lock_waiter WHERE project_id = ? AND leased_until <= ?", project.value(), now);
    }

    private static Waiter readWaiter(Row row) {
        return new Waiter(
                row.number("id"),
                LockTable.key(row),
                LockMode.valueOf(row.text("mode")),
                new InstanceId(row.number("instance_id")),
                new InstanceId(row.number("blocker_id")),
                Math.toIntExact(row.number("priority")),
                row.instant("since"),
                row.instant("leased_until"));
    }

    // What the dead left behind

    void noteLeftover(Tx tx, Lock lock, String name) {
        tx.update(
                """
                INSERT INTO lock_leftover (project_id, tree_id, path, path_key, name, dirty_before, since, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (project_id, tree_id, path_key)
                DO UPDATE SET name = excluded.name, dirty_before = excluded.dirty_before, since = excluded.since,
                    at = excluded.at
                """,
                lock.key().project().value(),
                LockTable.treeColumn(lock.key()),
                lock.key().path(),
                lock.key().pattern().key(),
                name,
                lock.before().dirty().name(),
                lock.grantedAt(),
                tx.now());
    }

    /** The note on one path, which is taken away: whoever takes the path is told, once. */
    Optional<LockOutcome.Leftover> takeLeftover(Tx tx, LockKey key) {
        Optional<LockOutcome.Leftover> found = tx.first(
                """
                SELECT path, name, dirty_before, since FROM lock_leftover
                WHERE project_id = ? AND tree_id = ? AND path_key = ?
                """,
                row -> new LockOutcome.Leftover(
                        row.text("path"),
                        row.text("name"),
                        PreImage.Dirty.valueOf(row.text("dirty_before")),
                        row.instant("since")),
                key.project().value(),
                LockTable.treeColumn(key),
                key.pattern().key());
        if (found.isPresent()) {
            tx.update(
                    "DELETE FROM lock_leftover WHERE project_id = ? AND tree_id = ? AND path_key = ?",
                    key.project().value(),
                    LockTable.treeColumn(key),
                    key.pattern().key());
        }
        return found;
    }
}
