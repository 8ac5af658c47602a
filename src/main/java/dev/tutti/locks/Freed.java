package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import java.util.Set;

/**
 * A lock that has just ended.
 *
 * @param interested whom to tell that the path is free: they were refused it and did not get it now
 */
public record Freed(Lock lock, FreedBy how, Set<InstanceId> interested) {

    public Freed {
        requireNonNull(lock, "lock");
        requireNonNull(how, "how");
        interested = Set.copyOf(interested);
    }
}
