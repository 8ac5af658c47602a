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
    /** A commit that joins branches was seen. */
    MERGE,
    /** A run of tests was seen. */
    TESTS,
    /** A build was seen. */
    BUILD,
    /** A path was changed that its project calls critical. */
    CRITICAL,
    /** Its author waits for another's lock. */
    WAIT,
    /** Taken over from a file. */
    IMPORTED;

    /** Whether nobody wrote it as an entry. */
    public boolean isAutomatic() {
        return switch (this) {
            case STATEMENT, COMMIT, MERGE, TESTS, BUILD, CRITICAL, WAIT -> true;
            case POSTED, BLOCK, IMPORTED -> false;
        };
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
