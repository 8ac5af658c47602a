package dev.tutti.locks;

/** What an overlap with a lock of another tree of the project means. */
public enum OtherTree {
    /** Both go on and are told. */
    WARN,
    /** The person decides where one attends; elsewhere it is denied. */
    ASK,
    /** It is denied. */
    DENY
}
