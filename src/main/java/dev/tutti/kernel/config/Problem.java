package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

/**
 * One mistake in the settings.
 *
 * @param where a file with line and column, a variable or a flag
 * @param text what is wrong, and what would be right
 */
public record Problem(String where, String text) {

    public Problem {
        requireNonNull(where, "where");
        requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return where + ": " + text;
    }
}
