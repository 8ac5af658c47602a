package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What came of a call's end. */
public sealed interface Settled {

    /**
     * The file changed, or had changed before: the lock is held on.
     *
     * @param begun whether this is the first change under it
     */
    record Held(Lock lock, boolean begun) implements Settled {
        public Held {
            requireNonNull(lock, "lock");
        }
    }

    /**
     * The lock ended with the call.
     *
     * @param begun whether the file changed under it, for the first time
     */
    record Ended(Freed freed, boolean begun) implements Settled {
        public Ended {
            requireNonNull(freed, "freed");
        }
    }

    /**
     * The file changed although the lock had been lost in between: a stale write.
     *
     * @param now the lock another holds on it, if one does
     */
    record Stale(PendingCall call, Optional<Lock> now) implements Settled {
        public Stale {
            requireNonNull(call, "call");
            requireNonNull(now, "now");
        }
    }

    /** The lock was lost in between, and the call wrote nothing: no harm. */
    record Harmless() implements Settled {}
}
