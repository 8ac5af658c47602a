package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import dev.tutti.projects.ProjectId;
import java.time.Instant;

/**
 * Something that a project has learned.
 *
 * @param id the store's own number; the newer the higher
 * @param text one line of at most {@value NoteRules#TEXT_MAX} characters
 */
public record Learning(long id, ProjectId project, Section section, String text, Author author, Instant at) {

    public Learning {
        requireNonNull(project, "project");
        requireNonNull(section, "section");
        requireNonNull(text, "text");
        requireNonNull(author, "author");
        requireNonNull(at, "at");
    }
}
