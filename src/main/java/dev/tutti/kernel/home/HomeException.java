package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The home cannot be used. The message is for the person: what was found, and what to do. */
public final class HomeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HomeException(String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
    }

    public HomeException(String message) {
        this(message, null);
    }
}
