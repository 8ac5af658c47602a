package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import dev.tutti.projects.ProjectId;
import java.time.Instant;

/**
 * A note as stored.
 *
 * @param text one line of at most {@value NoteRules#TEXT_MAX} characters
 * @param host the lease of the daemon in whose file it stood; {@link #NO_FILE} when it came by a command
 */
public record Note(NoteId id, ProjectId project, Author author, String text, long host, Instant at) {

    /** The host of a note that stood in no file. */
    public static final long NO_FILE = 0;

    public Note {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(author, "author");
        requireNonNull(text, "text");
        requireNonNull(at, "at");
    }
}
