package dev.tutti.notes;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import java.util.List;
import java.util.Optional;

/** The SQL of notes and of who was told which. */
final class NoteTable {

    private static final String SELECT = "SELECT id, project_id, author, author_name, text, host, at FROM note ";

    /** One row without a note when the reader is known and nothing is new to it: most hooks ask nothing else. */
    private static final String UNREAD = """
            SELECT unread.id, project_id, author, author_name, text, host, at
            FROM note_reader LEFT JOIN (
            """ + SELECT + """
                WHERE project_id = ? AND id > (SELECT last_note FROM note_reader WHERE instance_id = ?) AND author <> ?
                ORDER BY id DESC LIMIT ?
            ) unread ON 1 = 1
            WHERE note_reader.instance_id = ? ORDER BY unread.id DESC
            """;

    Note insert(Tx tx, Note note) {
        NoteId id = new NoteId(tx.insert(
                """
                INSERT INTO note (project_id, author, author_name, text, words, host, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                RETURNING id
                """,
                note.project().value(),
                note.author().publicId(),
                note.author().name(),
                note.text(),
                NoteRules.words(note.text()),
                note.host(),
                note.at()));
        return new Note(id, note.project(), note.author(), note.text(), note.host(), note.at());
    }

    /** The newest note that says the same. */
    Optional<Note> same(Tx tx, ProjectId project, String words) {
        return tx.first(
                SELECT + "WHERE project_id = ? AND words = ? ORDER BY id DESC LIMIT 1",
                NoteTable::read,
                project.value(),
                words);
    }

    Optional<Note> find(Tx tx, ProjectId project, NoteId id) {
        return tx.first(SELECT + "WHERE project_id = ? AND id = ?", NoteTable::read, project.value(), id.value());
    }

    /** The newest first. */
    List<Note> newest(Tx tx, ProjectId project, int limit) {
        return tx.list(
                SELECT + "WHERE project_id = ? ORDER BY id DESC LIMIT ?", NoteTable::read, project.value(), limit);
    }

    /** Those of others that a reader was not told yet, the newest first; empty when it was never told of any. */
    Optional<List<Note>> unread(Tx tx, ProjectId project, InstanceId reader, String publicId, int limit) {
        List<Optional<Note>> rows = tx.list(
                UNREAD,
                row -> row.optionalNumber("id").map(_ -> read(row)),
                project.value(),
                reader.value(),
                publicId,
                limit,
                reader.value());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.stream().flatMap(Optional::stream).toList());
    }

    /** Those after a number that did not stand in a daemon's own file, the oldest first. */
    List<Note> after(Tx tx, ProjectId project, NoteId last, long host, int limit) {
        return tx.list(
                SELECT + "WHERE project_id = ? AND id > ? AND host <> ? ORDER BY id LIMIT ?",
                NoteTable::read,
                project.value(),
                last.value(),
                host,
                limit);
    }

    /** Deletes all but the newest {@code kept}; returns how many. */
    int prune(Tx tx, ProjectId project, int kept) {
        return tx.update("""
                DELETE FROM note WHERE project_id = ? AND id <=
                    (SELECT id FROM note WHERE project_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
                """, project.value(), project.value(), kept);
    }

    /** The newest number; 0 when there is none. */
    NoteId last(Tx tx, ProjectId project) {
        return newest(tx, project, 1).stream().map(Note::id).findFirst().orElse(new NoteId(0));
    }

    void read(Tx tx, InstanceId reader, NoteId last) {
        tx.update("""
                INSERT INTO note_reader (instance_id, last_note) VALUES (?, ?)
                ON CONFLICT (instance_id) DO UPDATE SET last_note = excluded.last_note
                """, reader.value(), last.value());
    }

    void forget(Tx tx, InstanceId reader) {
        tx.update("DELETE FROM note_reader WHERE instance_id = ?", reader.value());
    }

    private static Note read(Row row) {
        return new Note(
                new NoteId(row.number("id")),
                new ProjectId(row.number("project_id")),
                new Author(row.text("author"), row.text("author_name")),
                row.text("text"),
                row.number("host"),
                row.instant("at"));
    }
}
