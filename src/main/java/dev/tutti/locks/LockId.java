package dev.tutti.locks;

/** The surrogate key of a lock's row. */
public record LockId(long value) {}
