package dev.tutti.locks;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of everybody who wants a lock and has it not: interests, waiters, and what the dead left behind. */
final class LineTable {

    private static final String SELECT_WAITER = """
            SELECT id, project_id, tree_id, path, path_key, is_glob, mode, instance_id, blocker_id, priority, since,
                   leased_until
            FROM lock_waiter
            """;

    /** Who wants what of whom. */
    record Wish(InstanceId who, InstanceId ofWhom, String path) {}

    // Interests

    /** Notes a refusal; {@code shown} stays once it was. */
    void noteInterest(Tx tx, Lock lock, InstanceId instance, String path, boolean shown) {
        tx.update(
                """
                INSERT INTO lock_interest (project_id, lock_id, fence, blocker_id, instance_id, path, shown, told, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
                ON CONFLICT (lock_id, instance_id)
                DO UPDATE SET shown = CASE WHEN lock_interest.shown = 1 THEN 1 ELSE excluded.shown END,
                    told = 0, path = excluded.path, at = excluded.at
                """,
                lock.key().project().value(),
                lock.id().value(),
                lock.fence(),
                lock.holder().value(),
                instance.value(),
                path,
                shown,
                tx.now());
    }

    boolean wasShown(Tx tx, Lock lock, InstanceId instance) {
        return tx.first(
                        "SELECT shown FROM lock_interest WHERE lock_id = ? AND instance_id = ?",
                        row -> row.flag("shown"),
                        lock.id().value(),
                        instance.value())
                .orElse(false);
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

    void dropInterestOf(Tx tx, InstanceId instance) {
        tx.update("DELETE FROM lock_interest WHERE instance_id = ?", instance.value());
    }

    void dropInterest(Tx tx, LockId lock, InstanceId instance) {
        tx.update("DELETE FROM lock_interest WHERE lock_id = ? AND instance_id = ?", lock.value(), instance.value());
    }

    /** Whoever wanted a lock that ended wants the one that took its place. */
    void passInterest(Tx tx, LockId from, Lock to) {
        tx.update(
                """
                UPDATE lock_interest SET lock_id = ?, fence = ?, blocker_id = ?, shown = 0, told = 0
                WHERE lock_id = ?
                  AND instance_id NOT IN (SELECT instance_id FROM lock_interest WHERE lock_id = ?)
                """,
                to.id().value(),
                to.fence(),
                to.holder().value(),
                from.value(),
                to.id().value());
        dropInterestIn(tx, from);
    }

    /** All wishes of a project: of those who wait, and of those refused since {@code fresh}. */
    List<Wish> wishes(Tx tx, ProjectId project, Instant fresh, Instant now, int limit) {
        return tx.list(
                """
                SELECT instance_id, blocker_id, path FROM lock_interest WHERE project_id = ? AND at >= ?
                UNION ALL
                SELECT instance_id, blocker_id, path FROM lock_waiter WHERE project_id = ? AND leased_until > ?
                LIMIT ?
                """,
                row -> new Wish(
                        new InstanceId(row.number("instance_id")),
                        new InstanceId(row.number("blocker_id")),
                        row.text("path")),
                project.value(),
                fresh,
                project.value(),
                now,
                limit);
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
                LockTable.keyColumn(key.pattern()),
                !key.pattern().isLiteral(),
                request.mode().name(),
                request.holder().value(),
                blocker.value(),
                priority,
                tx.now(),
                leasedUntil);
        return new Waiter(id, key, request.mode(), request.holder(), blocker, priority, tx.now(), leasedUntil);
    }

    /** Keeps a place for longer; false when it is gone. */
    boolean renewWaiter(Tx tx, long id, InstanceId blocker, Instant leasedUntil) {
        return tx.update(
                        "UPDATE lock_waiter SET blocker_id = ?, leased_until = ? WHERE id = ?",
                        blocker.value(),
                        leasedUntil,
                        id)
                == 1;
    }

    void deleteWaiter(Tx tx, long id) {
        tx.update("DELETE FROM lock_waiter WHERE id = ?", id);
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
                INSERT INTO lock_leftover (project_id, tree_id, path, path_key, name, since, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (project_id, tree_id, path_key)
                DO UPDATE SET name = excluded.name, since = excluded.since, at = excluded.at
                """,
                lock.key().project().value(),
                LockTable.treeColumn(lock.key()),
                lock.key().path(),
                LockTable.keyColumn(lock.key().pattern()),
                name,
                lock.grantedAt(),
                tx.now());
    }

    /** The note on one path, which is taken away: whoever takes the path is told, once. */
    Optional<LockOutcome.Leftover> takeLeftover(Tx tx, LockKey key) {
        Optional<LockOutcome.Leftover> found = tx.first(
                """
                SELECT path, name, since FROM lock_leftover
                WHERE project_id = ? AND tree_id = ? AND path_key = ?
                """,
                row -> new LockOutcome.Leftover(row.text("path"), row.text("name"), row.instant("since")),
                key.project().value(),
                LockTable.treeColumn(key),
                LockTable.keyColumn(key.pattern()));
        if (found.isPresent()) {
            tx.update(
                    "DELETE FROM lock_leftover WHERE project_id = ? AND tree_id = ? AND path_key = ?",
                    key.project().value(),
                    LockTable.treeColumn(key),
                    LockTable.keyColumn(key.pattern()));
        }
        return found;
    }
}
