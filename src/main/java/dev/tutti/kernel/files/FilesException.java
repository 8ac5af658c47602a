package dev.tutti.kernel.files;

import static java.util.Objects.requireNonNull;

/** A file could not be changed; its old content is still there. The message names the path and the reason. */
public final class FilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; stable names that answers and logs may carry. */
    public enum Code {
        /** The permissions, or a read-only disk, forbid it. */
        NOT_ALLOWED,
        /** A folder or special file is where a file was expected, or the other way round. */
        NOT_A_FILE,
        /** The text is larger than {@link TextFiles#MAX_BYTES}. */
        TOO_LARGE,
        /** Anything else, a full disk among it. */
        BROKEN
    }

    private final Code code;

    public FilesException(Code code, String message, Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.code = requireNonNull(code, "code");
    }

    public FilesException(Code code, String message) {
        super(requireNonNull(message, "message"));
        this.code = requireNonNull(code, "code");
    }

    public Code code() {
        return code;
    }
}
