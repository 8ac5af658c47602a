package dev.tutti.kernel.journal;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Store;
import java.time.Duration;

/**
 * Keeps the journal within its bounds: what is too old goes, and of the rest the oldest while there is too much. It deletes in
 * batches, each a transaction of its own, so that no hook waits behind more than one. Several daemons of one database may do
 * so at a time; a little more than needed goes then. One thread.
 */
public final class Retention {

    /** Batches at one time at most; what is left waits for the next. */
    static final int BATCHES_MAX = 200;

    /** How many times go by between two measurements of the whole, as long as it is within its bound. */
    static final int MEASURE_EVERY = 10;

    private final Store store;
    private final Journal journal;
    private final Duration age;
    private final long bytes;
    private int untilMeasured;

    /**
     * @param age how old a fact may become
     * @param bytes how much all facts together may take, about
     */
    public Retention(Store store, Journal journal, Duration age, long bytes) {
        this.store = requireNonNull(store, "store");
        this.journal = requireNonNull(journal, "journal");
        this.age = requireNonNull(age, "age");
        this.bytes = bytes;
    }

    /** Deletes what is over the bounds, as far as it may at one time. To be called about once a minute. */
    public void tend() {
        pruneByAge();
        if (untilMeasured-- <= 0) {
            untilMeasured = trimToSize() ? MEASURE_EVERY - 1 : 0;
        }
    }

    private void pruneByAge() {
        boolean more = true;
        for (int batch = 0; more && batch < BATCHES_MAX; batch++) {
            more = store.write(tx -> journal.prune(tx, tx.now().minus(age))) == Journal.PRUNE_BATCH_MAX;
        }
    }

    /** Whether it is within its bound now. */
    private boolean trimToSize() {
        long excess = store.read(journal::bytes) - bytes;
        for (int batch = 0; excess > 0 && batch < BATCHES_MAX; batch++) {
            long over = excess;
            long freed = store.write(tx -> journal.trim(tx, over));
            if (freed == 0) {
                return true;
            }
            excess -= freed;
        }
        return excess <= 0;
    }
}
