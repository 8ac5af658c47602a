package dev.tutti.testing;

/** The databases a store may stand on. */
public enum Database {
    SQLITE,
    POSTGRESQL
}
