package dev.tutti.notes;

import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The SQL of memories and their learnings. */
final class MemoryTable {

    private static final String SELECT = "SELECT id, project_id, section, text, author, author_name, at FROM learning ";

    /** A memory's row. */
    record Head(String slug, String tag, long version) {}

    Optional<Head> head(Tx tx, ProjectId project) {
        return tx.first(
                "SELECT slug, tag, version FROM memory WHERE project_id = ?",
                row -> new Head(row.text("slug"), row.text("tag"), row.number("version")),
                project.value());
    }

    /** Makes the row under a slug; false when another project has that. The project's own row must be held. */
    boolean create(Tx tx, ProjectId project, String slug, String tag) {
        return tx.update("""
                INSERT INTO memory (project_id, slug, slug_key, tag, version) VALUES (?, ?, ?, ?, 0)
                ON CONFLICT DO NOTHING
                """, project.value(), slug, slug.toLowerCase(Locale.ROOT), tag) > 0;
    }

    void setVersion(Tx tx, ProjectId project, long version) {
        tx.update("UPDATE memory SET version = ? WHERE project_id = ?", version, project.value());
    }

    /** Those that are there, the oldest first. */
    List<Learning> here(Tx tx, ProjectId project) {
        return tx.list(SELECT + "WHERE project_id = ? AND gone_in = 0 ORDER BY id", MemoryTable::read, project.value());
    }

    /** The newest of those that are there, the newest first. */
    List<Learning> newest(Tx tx, ProjectId project, int limit) {
        return tx.list(
                SELECT + "WHERE project_id = ? AND gone_in = 0 ORDER BY id DESC LIMIT ?",
                MemoryTable::read,
                project.value(),
                limit);
    }

    /** Those that were there in a version, as far as those that are gone are still known. */
    List<Learning> at(Tx tx, ProjectId project, long version) {
        return tx.list(
                SELECT + "WHERE project_id = ? AND learned_in <= ? AND (gone_in = 0 OR gone_in > ?) ORDER BY id",
                MemoryTable::read,
                project.value(),
                version,
                version);
    }

    Learning insert(Tx tx, Learning learning, long version) {
        long id = tx.insert(
                """
                INSERT INTO learning (project_id, section, text, words, author, author_name, at, learned_in, gone_in)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
                RETURNING id
                """,
                learning.project().value(),
                learning.section().name(),
                learning.text(),
                NoteRules.words(learning.text()),
                learning.author().publicId(),
                learning.author().name(),
                learning.at(),
                version);
        return new Learning(
                id, learning.project(), learning.section(), learning.text(), learning.author(), learning.at());
    }

    void end(Tx tx, Learning learning, long version) {
        tx.update("UPDATE learning SET gone_in = ? WHERE id = ?", version, learning.id());
    }

    /** Deletes those that are gone longest, all but about {@code kept}. */
    void prune(Tx tx, ProjectId project, int kept) {
        tx.update("""
                DELETE FROM learning WHERE project_id = ? AND gone_in > 0 AND gone_in <=
                    (SELECT gone_in FROM learning WHERE project_id = ? AND gone_in > 0
                     ORDER BY gone_in DESC LIMIT 1 OFFSET ?)
                """, project.value(), project.value(), kept);
    }

    private static Learning read(Row row) {
        return new Learning(
                row.number("id"),
                new ProjectId(row.number("project_id")),
                Section.valueOf(row.text("section")),
                row.text("text"),
                new Author(row.text("author"), row.text("author_name")),
                row.instant("at"));
    }
}
