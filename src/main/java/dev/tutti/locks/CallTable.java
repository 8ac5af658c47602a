package dev.tutti.locks;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import java.util.List;

/** The SQL of permitted tool calls whose end was not seen yet. */
final class CallTable {

    private static final String SELECT = """
            SELECT id, project_id, lock_id, fence, holder_id, actor_id, tool_use_id, file, stamp, at FROM lock_call
            """;

    /** Notes a call; asked twice for the same one, it stays one. */
    void insert(Tx tx, Lock lock, InstanceId actor, LockRequest.Call call) {
        tx.update(
                """
                INSERT INTO lock_call (project_id, lock_id, fence, holder_id, actor_id, tool_use_id, file, stamp, at)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM lock_call WHERE holder_id = ? AND tool_use_id = ? AND lock_id = ?)
                """,
                lock.key().project().value(),
                lock.id().value(),
                lock.fence(),
                lock.holder().value(),
                actor.value(),
                call.toolUseId(),
                call.file(),
                call.before().text(),
                tx.now(),
                lock.holder().value(),
                call.toolUseId(),
                lock.id().value());
    }

    List<PendingCall> ofHolder(Tx tx, InstanceId holder) {
        return tx.list(SELECT + " WHERE holder_id = ? ORDER BY id", CallTable::read, holder.value());
    }

    List<PendingCall> onLock(Tx tx, LockId lock) {
        return tx.list(SELECT + " WHERE lock_id = ? ORDER BY id", CallTable::read, lock.value());
    }

    /** Everybody who has a call running, in whichever project. */
    List<InstanceId> actors(Tx tx) {
        return tx.list("SELECT DISTINCT actor_id FROM lock_call", row -> new InstanceId(row.number("actor_id")));
    }

    void delete(Tx tx, long id) {
        tx.update("DELETE FROM lock_call WHERE id = ?", id);
    }

    void deleteOfHolder(Tx tx, InstanceId holder) {
        tx.update("DELETE FROM lock_call WHERE holder_id = ?", holder.value());
    }

    private static PendingCall read(Row row) {
        return new PendingCall(
                row.number("id"),
                new ProjectId(row.number("project_id")),
                new LockId(row.number("lock_id")),
                row.number("fence"),
                new InstanceId(row.number("holder_id")),
                new InstanceId(row.number("actor_id")),
                row.text("tool_use_id"),
                row.text("file"),
                FileLook.parse(row.text("stamp")).orElse(FileLook.ABSENT),
                row.instant("at"));
    }
}
