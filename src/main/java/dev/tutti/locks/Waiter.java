package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import java.time.Instant;

/**
 * A place in the line for a key.
 *
 * @param id the place's key; among equal priorities the lower id is first
 * @param key what it waits for at the moment: of a wish for several paths, the one that is in the way
 * @param blocker who was in its way when it last asked
 * @param leasedUntil until when its daemon vouches that it still waits
 */
public record Waiter(
        long id,
        LockKey key,
        LockMode mode,
        InstanceId instance,
        InstanceId blocker,
        int priority,
        Instant since,
        Instant leasedUntil) {

    public Waiter {
        requireNonNull(key, "key");
        requireNonNull(mode, "mode");
        requireNonNull(instance, "instance");
        requireNonNull(blocker, "blocker");
        requireNonNull(since, "since");
        requireNonNull(leasedUntil, "leasedUntil");
    }

    /** The same place, for another key of its wish and for longer. */
    Waiter moved(LockKey to, InstanceId newBlocker, Instant until) {
        return new Waiter(id, to, mode, instance, newBlocker, priority, since, until);
    }

    /** Whether it was here before {@code other} or outranks it. */
    boolean isAheadOf(Waiter other) {
        return priority != other.priority ? priority > other.priority : id < other.id;
    }
}
