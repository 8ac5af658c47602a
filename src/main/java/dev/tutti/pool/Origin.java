package dev.tutti.pool;

import java.util.Locale;

/** How an entry came into the pool. */
public enum Origin {
    /** Posted by a command. */
    POSTED,
    /** A block in an agent's answer. */
    BLOCK,
    /** A clear statement in an agent's answer. */
    STATEMENT,
    /** A commit was seen. */
    COMMIT,
    /** A run of tests was seen. */
    TESTS,
    /** Taken over from a file. */
    IMPORTED;

    /** Whether nobody wrote it as an entry. */
    public boolean isAutomatic() {
        return this == STATEMENT || this == COMMIT || this == TESTS;
    }

    /** Whether somebody said it here and now, so that it may say that something else is over. */
    boolean isSaid() {
        return this == POSTED || this == BLOCK;
    }

    /** As files spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
