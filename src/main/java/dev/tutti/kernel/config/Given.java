package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

/** A value as some source wrote it. */
record Given(String text, String where) {
    Given {
        requireNonNull(text, "text");
        requireNonNull(where, "where");
    }
}
