package dev.tutti.notes;

import dev.tutti.kernel.store.Tx;
import dev.tutti.notes.NoteFileView.Taken;
import dev.tutti.projects.ProjectId;

/** The SQL of how far daemons are with files of notes. */
final class NoteFileTable {

    NoteFileView get(Tx tx, ProjectId project, long host) {
        return tx.first(
                        """
                        SELECT taken, beginning, former, former_beginning, last_note FROM note_file
                        WHERE project_id = ? AND host = ?
                        """,
                        row -> new NoteFileView(
                                new Taken(row.number("taken"), row.text("beginning")),
                                new Taken(row.number("former"), row.text("former_beginning")),
                                new NoteId(row.number("last_note"))),
                        project.value(),
                        host)
                .orElse(NoteFileView.NONE);
    }

    void put(Tx tx, ProjectId project, long host, NoteFileView view) {
        tx.update(
                """
                INSERT INTO note_file (project_id, host, taken, beginning, former, former_beginning, last_note)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (project_id, host) DO UPDATE SET taken = excluded.taken, beginning = excluded.beginning,
                    former = excluded.former, former_beginning = excluded.former_beginning,
                    last_note = excluded.last_note
                """,
                project.value(),
                host,
                view.file().bytes(),
                view.file().fingerprint(),
                view.former().bytes(),
                view.former().fingerprint(),
                view.last().value());
    }
}
