package dev.tutti.notices;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import java.util.List;

/** The SQL of the table {@code notice}. */
final class NoticeTable {

    void insert(Tx tx, InstanceId to, String text) {
        tx.update("""
                INSERT INTO notice (instance_id, text, at)
                SELECT ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM notice WHERE instance_id = ? AND text = ?)
                """, to.value(), text, tx.now(), to.value(), text);
    }

    List<String> of(Tx tx, InstanceId to) {
        return tx.list(
                "SELECT text FROM notice WHERE instance_id = ? ORDER BY id", row -> row.text("text"), to.value());
    }

    void deleteOf(Tx tx, InstanceId to) {
        tx.update("DELETE FROM notice WHERE instance_id = ?", to.value());
    }

    void deleteBeyond(Tx tx, InstanceId to, int kept) {
        tx.update("""
                DELETE FROM notice WHERE instance_id = ?
                  AND id NOT IN (SELECT id FROM notice WHERE instance_id = ? ORDER BY id DESC LIMIT ?)
                """, to.value(), to.value(), kept);
    }

    void pass(Tx tx, InstanceId from, InstanceId to) {
        tx.update("UPDATE notice SET instance_id = ? WHERE instance_id = ?", to.value(), from.value());
    }
}
