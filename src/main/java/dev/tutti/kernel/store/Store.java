package dev.tutti.kernel.store;

/**
 * Everything Tutti remembers, in one SQL database.
 *
 * <p>Work runs on the caller's own thread where that is a {@link StoreThread}, else on one of the store's while the caller
 * waits, since a native busy wait would pin a virtual thread's carrier. A write that loses to another transaction is run again from its start, at most
 * {@link #WRITE_TRIES_MAX} times, so work must touch nothing but its {@link Tx}; what must follow success goes into
 * {@link Tx#afterCommit}. Methods throw {@link StoreException} and are safe from any thread but those of the store.
 */
public interface Store extends AutoCloseable {

    /** How often a write is run before its conflict is reported. */
    int WRITE_TRIES_MAX = 8;

    /** Work inside a transaction. It must not block on anything but the transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Tx tx);
    }

    /**
     * Runs {@code work} in one transaction that may write; returns after commit, when the result survives the death of the
     * daemon. After a power cut a SQLite store may have lost it, never half of it.
     */
    <T> T write(Work<T> work);

    /** Like {@link #write}, and the result survives a power cut too; some milliseconds dearer on a slow disk. */
    <T> T writeDurably(Work<T> work);

    /** Runs {@code work} on a consistent snapshot; a write in it throws. */
    <T> T read(Work<T> work);

    /** Counts since the store was opened, for benches and {@code status --verbose}. */
    StoreCounts counts();

    @Override
    void close();
}
