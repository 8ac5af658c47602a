package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import java.time.Instant;
import java.util.List;

/** What came of a {@link LockRequest}. Only {@link Granted} and {@link Refused} are answers; the others ask for more. */
public sealed interface LockOutcome {

    /**
     * The lock is the holder's once the transaction commits.
     *
     * @param renewed whether the holder had it before
     * @param freed locks of others that were over and are written off now
     * @param elsewhere locks of others on the same path in other trees
     * @param leftovers uncommitted changes that holders who died left there
     */
    record Granted(Lock lock, boolean renewed, List<Freed> freed, List<Lock> elsewhere, List<Leftover> leftovers)
            implements LockOutcome {
        public Granted {
            requireNonNull(lock, "lock");
            freed = List.copyOf(freed);
            elsewhere = List.copyOf(elsewhere);
            leftovers = List.copyOf(leftovers);
        }
    }

    /** Others are in the way; nothing was changed. */
    record Refused(List<Obstacle> obstacles) implements LockOutcome {
        public Refused {
            obstacles = List.copyOf(obstacles);
            if (obstacles.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs an obstacle");
            }
        }

        public Obstacle first() {
            return obstacles.getFirst();
        }
    }

    /** Ask again with what git says of these; nothing was changed. */
    record AskGit(List<Lock> locks) implements LockOutcome {
        public AskGit {
            locks = List.copyOf(locks);
        }
    }

    /** Bid these farewell first, then ask again; nothing was changed. */
    record HoldersGone(List<InstanceId> holders) implements LockOutcome {
        public HoldersGone {
            holders = List.copyOf(holders);
        }
    }

    /**
     * A lock, or a waiter with an older claim, in the way.
     *
     * @param key what of it is in the way
     * @param holder who has it or waits for it
     * @param since when it was granted, or when the waiting began
     * @param lock the lock; for a waiter the lock it waits for is not known and this is empty
     */
    record Obstacle(Why why, LockKey key, InstanceId holder, Instant since, java.util.Optional<Lock> lock) {
        public Obstacle {
            requireNonNull(why, "why");
            requireNonNull(key, "key");
            requireNonNull(holder, "holder");
            requireNonNull(since, "since");
            requireNonNull(lock, "lock");
        }
    }

    /**
     * Changes that a holder who died left uncommitted.
     *
     * @param name the short name it had
     * @param dirtyBefore whether others were in it before already
     * @param since when it took the path
     */
    record Leftover(String path, String name, PreImage.Dirty dirtyBefore, Instant since) {
        public Leftover {
            requireNonNull(path, "path");
            requireNonNull(name, "name");
            requireNonNull(dirtyBefore, "dirtyBefore");
            requireNonNull(since, "since");
        }
    }
}
