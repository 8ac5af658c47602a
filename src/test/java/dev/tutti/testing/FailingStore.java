package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.kernel.store.StoreException;

/** A store whose writes can be made to fail before or after they happened. For one thread. */
public final class FailingStore implements Store {

    /** How the next write fails. */
    public enum Failure {
        /** It does not. */
        NONE,
        /** Others held the store for too long; the daemon goes on. */
        BUSY,
        /** The daemon dies before anything was written. */
        CRASH_BEFORE,
        /** The daemon dies after everything was written, before it could say so. */
        CRASH_AFTER
    }

    private final Store store;
    private Failure next = Failure.NONE;
    private int skipped;
    private boolean failed;
    private boolean crashed;

    public FailingStore(Store store) {
        this.store = requireNonNull(store, "store");
    }

    /** Makes a write fail after {@code skip} others that do not. */
    public void fail(Failure failure, int skip) {
        next = failure;
        skipped = skip;
    }

    /** Nothing fails any more, and whether something did is forgotten. */
    public void recover() {
        next = Failure.NONE;
        failed = false;
    }

    /** Whether a write failed since {@link #recover}. */
    public boolean hasFailed() {
        return failed;
    }

    /** Whether the daemon that uses it is dead by now. */
    public boolean hasCrashed() {
        return crashed;
    }

    @Override
    public <T> T write(Work<T> work) {
        refuseTheDead();
        if (next == Failure.NONE || skipped-- > 0) {
            return store.write(work);
        }
        Failure failure = next;
        next = Failure.NONE;
        failed = true;
        crashed = failure != Failure.BUSY;
        if (failure == Failure.CRASH_AFTER) {
            store.write(work);
        }
        throw new StoreException(StoreException.Code.BUSY, "made to fail: " + failure);
    }

    @Override
    public <T> T writeDurably(Work<T> work) {
        return write(work);
    }

    @Override
    public <T> T read(Work<T> work) {
        refuseTheDead();
        return store.read(work);
    }

    @Override
    public StoreCounts counts() {
        return store.counts();
    }

    @Override
    public void close() {
        store.close();
    }

    private void refuseTheDead() {
        if (crashed) {
            throw new StoreException(StoreException.Code.CLOSED, "the daemon is dead");
        }
    }
}
