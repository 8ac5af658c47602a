package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import java.time.Instant;

/**
 * A place in the line for a key.
 *
 * @param id the place's key; among equal priorities the lower id is first
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

    /** Whether it was here before {@code other} or outranks it. */
    boolean isAheadOf(Waiter other) {
        return priority != other.priority ? priority > other.priority : id < other.id;
    }
}
