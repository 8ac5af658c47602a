package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What git said of locked paths, gathered outside of any transaction since asking takes milliseconds.
 *
 * @param states by lock; a lock that is absent was not asked about
 */
public record Evidence(Map<LockId, Uncommitted> states) {

    public static final Evidence NONE = new Evidence(Map.of());

    public Evidence {
        states = Map.copyOf(requireNonNull(states, "states"));
    }

    Uncommitted of(Lock lock) {
        return states.getOrDefault(lock.id(), Uncommitted.NOT_ASKED);
    }

    /** Whether a locked path has changes that are not committed. */
    public enum Uncommitted {
        /** Git was not asked yet. */
        NOT_ASKED,
        /** Nothing is uncommitted. */
        NO,
        /** Something is, or git did not answer, which is taken for the same. */
        YES,
        /** Git does not follow the path, or there is no git: nothing can ever be committed. */
        NEVER
    }
}
