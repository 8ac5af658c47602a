package dev.tutti.pool;

import java.util.Locale;

/** What ended an entry. */
public enum PoolEnd {
    /** Its author completed what it claimed, or what blocked it. */
    COMPLETED,
    /** Somebody else completed what blocked its author. */
    ANSWERED,
    /** Somebody said that it is over. */
    RESOLVED,
    /** Its author is gone. */
    AUTHOR_GONE,
    /** Its time passed. */
    EXPIRED;

    /** As people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
