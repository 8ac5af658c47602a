package dev.tutti.pool;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import java.util.List;
import java.util.Optional;

/** The SQL of who was told what. */
final class ReaderTable {

    /** One row without an entry when the reader is known and nothing is new to it: most hooks ask nothing else. */
    private static final String UNREAD = """
            SELECT unread.id, unread.project_id, action, said, topic, summary, affects, blocks, origin, author_id,
                author_name, once, live, ended_by, unread.at, ends_at
            FROM pool_reader LEFT JOIN (
            """ + PoolTable.SELECT + " WHERE " + PoolTable.LIVE + """
                 AND entry.id > (SELECT last_entry FROM pool_reader WHERE instance_id = ?)
                 AND author_id <> ? ORDER BY entry.id DESC LIMIT ?
            ) unread ON 1 = 1
            WHERE pool_reader.instance_id = ? ORDER BY unread.id DESC
            """;

    void warn(Tx tx, EntryId entry, InstanceId reader) {
        tx.update("""
                INSERT INTO pool_warned (entry_id, instance_id) VALUES (?, ?)
                ON CONFLICT (instance_id, entry_id) DO NOTHING
                """, entry.value(), reader.value());
    }

    /** Live ones of others that a reader was not handed yet, the newest first; empty when it was never handed any. */
    Optional<List<PoolEntry>> unread(Tx tx, ProjectId project, InstanceId reader, int limit) {
        List<Optional<PoolEntry>> rows = tx.list(
                UNREAD,
                row -> row.optionalNumber("id").map(_ -> PoolTable.read(row)),
                project.value(),
                tx.now(),
                reader.value(),
                reader.value(),
                limit,
                reader.value());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(PoolTable.whole(
                        tx, rows.stream().flatMap(Optional::stream).toList()));
    }

    void read(Tx tx, InstanceId reader, EntryId last) {
        tx.update("""
                INSERT INTO pool_reader (instance_id, last_entry) VALUES (?, ?)
                ON CONFLICT (instance_id) DO UPDATE SET last_entry = excluded.last_entry
                """, reader.value(), last.value());
    }

    void forget(Tx tx, InstanceId reader) {
        tx.update("DELETE FROM pool_reader WHERE instance_id = ?", reader.value());
        tx.update("DELETE FROM pool_warned WHERE instance_id = ?", reader.value());
    }
}
