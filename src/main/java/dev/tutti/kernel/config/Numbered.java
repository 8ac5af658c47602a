package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

/** A text that a setting gives a number. */
public record Numbered(String text, long number) {

    public Numbered {
        requireNonNull(text, "text");
    }
}
