package dev.tutti.kernel.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import java.time.Instant;
import java.util.List;

/** The SQL of the table {@code fact}. */
final class FactTable {

    private static final String COLUMNS = "scope_id, seq, at, kind, actor, subject, details";

    /** What a row and its entries in every index take on disk beside its texts, about: measured on both databases. */
    static final int ROW_BYTES = 150;

    void insert(Tx tx, RecordedFact recorded) {
        Fact fact = recorded.fact();
        String details = Details.write(fact.details());
        tx.update(
                """
                INSERT INTO fact (scope_id, seq, at, kind, actor, subject, details, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                recorded.scope(),
                recorded.seq(),
                recorded.at(),
                fact.kind(),
                fact.actor(),
                fact.subject(),
                details,
                bytes(fact, details));
    }

    /** Actor and subject stand in the row and in an index each. */
    private static long bytes(Fact fact, String details) {
        long indexed = (long) length(fact.actor()) + length(fact.subject());
        return ROW_BYTES + length(fact.kind()) + 2 * indexed + length(details);
    }

    private static int length(String text) {
        return text.getBytes(UTF_8).length;
    }

    /** What all facts take. */
    long bytes(Tx tx) {
        return tx.first("SELECT COALESCE(SUM(bytes), 0) AS n FROM fact", row -> row.number("n"))
                .orElseThrow();
    }

    /** What each of the oldest facts takes, in the order in which {@link #deleteOldest} deletes them. */
    List<Long> bytesOfOldest(Tx tx, int limit) {
        return tx.list("SELECT bytes FROM fact ORDER BY at, bytes, id LIMIT ?", row -> row.number("bytes"), limit);
    }

    int deleteOldest(Tx tx, int count) {
        return tx.update("DELETE FROM fact WHERE id IN (SELECT id FROM fact ORDER BY at, bytes, id LIMIT ?)", count);
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
