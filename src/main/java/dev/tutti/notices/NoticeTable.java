package dev.tutti.notices;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import java.util.List;

/** The SQL of the tables {@code notice} and {@code notice_unmet}. */
final class NoticeTable {

    /** @param dropped how many older ones were given up for it */
    record Owed(long id, String text, long dropped) {}

    /** Whether it was not owed before. */
    boolean insert(Tx tx, InstanceId to, String text) {
        return tx.update("""
                INSERT INTO notice (instance_id, text, dropped, at)
                SELECT ?, ?, 0, ?
                WHERE NOT EXISTS (SELECT 1 FROM notice WHERE instance_id = ? AND text = ?)
                """, to.value(), text, tx.now(), to.value(), text) > 0;
    }

    List<Owed> oldest(Tx tx, InstanceId to, int max) {
        return tx.list(
                "SELECT id, text, dropped FROM notice WHERE instance_id = ? ORDER BY id LIMIT ?",
                row -> new Owed(row.number("id"), row.text("text"), row.number("dropped")),
                to.value(),
                max);
    }

    boolean any(Tx tx, InstanceId to) {
        return !oldest(tx, to, 1).isEmpty();
    }

    /** One by one: another daemon may owe more with a smaller id at the same moment. */
    void delete(Tx tx, List<Owed> gone) {
        gone.forEach(owed -> tx.update("DELETE FROM notice WHERE id = ?", owed.id()));
    }

    /** Unless it also says that others were given up. */
    void delete(Tx tx, InstanceId to, String text) {
        tx.update("DELETE FROM notice WHERE instance_id = ? AND text = ? AND dropped = 0", to.value(), text);
    }

    void deleteOf(Tx tx, InstanceId to) {
        tx.update("DELETE FROM notice WHERE instance_id = ?", to.value());
    }

    long count(Tx tx, InstanceId to) {
        return tx.first("SELECT COUNT(*) AS n FROM notice WHERE instance_id = ?", row -> row.number("n"), to.value())
                .orElse(0L);
    }

    void noteDropped(Tx tx, Owed kept, long dropped) {
        tx.update("UPDATE notice SET dropped = ? WHERE id = ?", dropped, kept.id());
    }

    void insertUnmet(Tx tx, String agent, String session, String text) {
        tx.update("""
                INSERT INTO notice_unmet (agent, session, text) VALUES (?, ?, ?)
                ON CONFLICT (agent, session, text) DO NOTHING
                """, agent, session, text);
    }

    void deleteUnmetBeyond(Tx tx, int kept) {
        tx.update("""
                DELETE FROM notice_unmet
                WHERE id NOT IN (SELECT id FROM notice_unmet ORDER BY id DESC LIMIT ?)
                """, kept);
    }

    List<String> unmet(Tx tx, String agent, String session) {
        return tx.list(
                "SELECT text FROM notice_unmet WHERE agent = ? AND session = ? ORDER BY id",
                row -> row.text("text"),
                agent,
                session);
    }

    void deleteUnmet(Tx tx, String agent, String session) {
        tx.update("DELETE FROM notice_unmet WHERE agent = ? AND session = ?", agent, session);
    }

    void pass(Tx tx, InstanceId from, InstanceId to) {
        tx.update("UPDATE notice SET instance_id = ? WHERE instance_id = ?", to.value(), from.value());
    }
}
