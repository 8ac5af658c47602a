package dev.tutti.locks;

/** Whether a lock bears others beside it. */
public enum LockMode {
    /** Overlaps no other lock of its tree but its holder's own. */
    EXCLUSIVE,
    /** Overlaps other shared locks. */
    SHARED
}
