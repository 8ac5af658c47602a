package dev.tutti.kernel.config;

import java.util.Locale;

/** Where a value came from. */
public enum Origin {
    FLAG,
    ENVIRONMENT,
    USER,
    PROJECT,
    DEFAULT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
