package dev.tutti.kernel.store;

/** What a transaction is for. */
enum Purpose {
    READ,
    /** Survives the death of the daemon. */
    WRITE,
    /** Survives a power cut too. */
    DURABLE_WRITE;

    boolean writes() {
        return this != READ;
    }
}
