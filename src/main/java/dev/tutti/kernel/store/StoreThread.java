package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

/** A platform thread of a store. SQL runs on these only; whoever waits on one from another would wait forever. */
final class StoreThread extends Thread {

    StoreThread(Runnable loop, String name) {
        super(requireNonNull(loop, "loop"), requireNonNull(name, "name"));
        setDaemon(true);
    }

    /** Throws when the caller already runs inside a transaction. */
    static void refuseNesting() {
        if (Thread.currentThread() instanceof StoreThread) {
            throw new IllegalStateException(
                    "a transaction was asked for inside a transaction; pass the Tx on instead of opening a second one");
        }
    }
}
