package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

/**
 * Why git gave no answer.
 *
 * @param kind the sort of trouble
 * @param text one line for people; may quote git, at most 300 characters
 */
public record GitTrouble(Kind kind, String text) {

    /** The sorts of trouble. */
    public enum Kind {
        /** There is no git, or it cannot be started. */
        NO_GIT,
        /** The answer did not come in time; git was stopped. */
        TOO_LATE,
        /** The answer was larger than what is read. */
        TOO_LARGE,
        /** Git ran and refused, for example because the repository belongs to somebody else. */
        REFUSED,
        /** The repository cannot tell: it has no working tree, or not all of its history. */
        NOT_KNOWABLE
    }

    public GitTrouble {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }
}
