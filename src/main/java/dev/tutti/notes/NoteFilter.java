package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Which notes are asked for.
 *
 * @param since only those that are not older
 * @param limit at most so many, 1 to {@value #LIMIT_MAX}
 */
public record NoteFilter(Optional<Instant> since, int limit) {

    /** As many as a project has at most. */
    public static final int LIMIT_MAX = NoteRules.NOTES_MAX;

    public NoteFilter {
        requireNonNull(since, "since");
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is 1 to " + LIMIT_MAX + ", got " + limit);
        }
    }

    /** However old. */
    public static NoteFilter newest(int limit) {
        return new NoteFilter(Optional.empty(), limit);
    }
}
