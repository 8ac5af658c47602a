package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The store could not do its work. Nothing of the transaction happened unless {@link Code#UNKNOWN_OUTCOME} says otherwise. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; stable names that answers and logs may carry. */
    public enum Code {
        /** Another transaction held the store longer than the wait. */
        BUSY,
        /** The disk or quota is full. */
        FULL,
        /** The store or its folder may not be written. */
        READ_ONLY,
        /** The file is not a whole database any more. */
        DAMAGED,
        /** The server cannot be reached, or the connection was lost before commit was asked. */
        UNREACHABLE,
        /** The connection was lost while committing: it may or may not have happened. */
        UNKNOWN_OUTCOME,
        /** Another daemon owns the store now; this one must stop. */
        OUSTED,
        /** A setting forbids to use the store here: another machine owns it, or several machines share its disk. */
        REFUSED,
        /** The store was closed in order. */
        CLOSED,
        /** The schema is newer than this build understands. */
        TOO_NEW,
        /** A rule of the schema was broken: a bug. */
        CONSTRAINT,
        /** Anything else: a bug or a broken machine. */
        BROKEN
    }

    private final Code code;

    public StoreException(Code code, String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.code = requireNonNull(code, "code");
    }

    public StoreException(Code code, String message) {
        super(requireNonNull(message, "message"));
        this.code = requireNonNull(code, "code");
    }

    public Code code() {
        return code;
    }
}
