package dev.tutti.pool;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;

/** The SQL of who was told what. */
final class ReaderTable {

    void warn(Tx tx, EntryId entry, InstanceId reader) {
        tx.update("""
                INSERT INTO pool_warned (entry_id, instance_id) VALUES (?, ?)
                ON CONFLICT (instance_id, entry_id) DO NOTHING
                """, entry.value(), reader.value());
    }

    boolean hasRead(Tx tx, InstanceId reader) {
        return tx.first(
                        "SELECT 1 AS known FROM pool_reader WHERE instance_id = ?",
                        row -> row.flag("known"),
                        reader.value())
                .isPresent();
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
