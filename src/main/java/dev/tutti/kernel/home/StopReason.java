package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

/**
 * Why a daemon ends or ended, for {@code tutti ps} and the log.
 *
 * @param cause what kind of end
 * @param text the same for a person, on one line, at most {@link #TEXT_MAX} characters
 */
public record StopReason(StopCause cause, String text) {

    public static final int TEXT_MAX = 500;

    public StopReason {
        requireNonNull(cause, "cause");
        requireNonNull(text, "text");
        text = text.replaceAll("\\p{Cntrl}+", " ");
        text = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }
}
