package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

/**
 * A platform thread that may run SQL itself, one transaction at a time. On any other thread a transaction is handed to one
 * of the store's own, which costs two more changes of thread: a native wait would pin the carrier of a virtual one.
 */
public final class StoreThread extends Thread {

    private boolean inside;

    public StoreThread(Runnable work, String name) {
        super(requireNonNull(work, "work"), requireNonNull(name, "name"));
        setDaemon(true);
    }

    /** Throws when the caller already runs inside a transaction: it would wait for itself. */
    static void refuseNesting() {
        if (Thread.currentThread() instanceof StoreThread self && self.inside) {
            throw new IllegalStateException(
                    "a transaction was asked for inside a transaction; pass the Tx on instead of opening a second one");
        }
    }

    /** Says whether a job of a lane runs on this thread now; by the thread itself. */
    void setInside(boolean inside) {
        this.inside = inside;
    }
}
