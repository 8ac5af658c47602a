package dev.tutti.kernel.journal;

import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import java.time.Instant;
import java.util.List;

/** The SQL of the table {@code fact}. */
final class FactTable {

    private static final String COLUMNS = "scope_id, seq, at, kind, actor, subject, details";

    void insert(Tx tx, RecordedFact recorded) {
        Fact fact = recorded.fact();
        tx.update(
                """
                INSERT INTO fact (scope_id, seq, at, kind, actor, subject, details)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                recorded.scope(),
                recorded.seq(),
                recorded.at(),
                fact.kind(),
                fact.actor(),
                fact.subject(),
                Details.write(fact.details()));
    }

    List<RecordedFact> after(Tx tx, long scope, long seq, int limit) {
        return tx.list(
                "SELECT " + COLUMNS + " FROM fact WHERE scope_id = ? AND seq > ? ORDER BY seq LIMIT ?",
                FactTable::read,
                scope,
                seq,
                limit);
    }

    long lastSeq(Tx tx, long scope) {
        return tx.first(
                        "SELECT seq FROM fact WHERE scope_id = ? ORDER BY seq DESC LIMIT 1",
                        row -> row.number("seq"),
                        scope)
                .orElse(0L);
    }

    List<RecordedFact> since(Tx tx, long scope, Instant since, int limit) {
        return tx.list(
                        "SELECT " + COLUMNS + " FROM fact WHERE scope_id = ? AND at >= ? ORDER BY seq DESC LIMIT ?",
                        FactTable::read,
                        scope,
                        since,
                        limit)
                .reversed();
    }

    List<RecordedFact> about(Tx tx, long scope, String subject, int limit) {
        return tx.list(
                "SELECT " + COLUMNS + " FROM fact WHERE scope_id = ? AND subject = ? ORDER BY seq DESC LIMIT ?",
                FactTable::read,
                scope,
                subject,
                limit);
    }

    List<RecordedFact> by(Tx tx, long scope, String actor, int limit) {
        return tx.list(
                "SELECT " + COLUMNS + " FROM fact WHERE scope_id = ? AND actor = ? ORDER BY seq DESC LIMIT ?",
                FactTable::read,
                scope,
                actor,
                limit);
    }

    int deleteBefore(Tx tx, Instant before, int limit) {
        return tx.update(
                "DELETE FROM fact WHERE id IN (SELECT id FROM fact WHERE at < ? ORDER BY at LIMIT ?)", before, limit);
    }

    private static RecordedFact read(Row row) {
        return new RecordedFact(
                row.number("scope_id"),
                row.number("seq"),
                row.instant("at"),
                new Fact(row.text("kind"), row.text("actor"), row.text("subject"), Details.read(row.text("details"))));
    }
}
