package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What git said of locked paths, gathered outside of any transaction since asking takes milliseconds.
 *
 * @param states by lock; a lock that is absent was not asked about
 * @param dirtyBefore the locks whose files were changed already when their holders took them
 */
public record Evidence(Map<LockId, Uncommitted> states, Set<LockId> dirtyBefore) {

    public static final Evidence NONE = new Evidence(Map.of(), Set.of());

    public Evidence {
        states = Map.copyOf(requireNonNull(states, "states"));
        dirtyBefore = Set.copyOf(requireNonNull(dirtyBefore, "dirtyBefore"));
    }

    /** Evidence that says nothing of what was before. */
    public Evidence(Map<LockId, Uncommitted> states) {
        this(states, Set.of());
    }

    /** The lock with what was found out of it and may not be stored yet. */
    public Lock seen(Lock lock) {
        return dirtyBefore.contains(lock.id()) ? lock.with(lock.before().with(PreImage.Dirty.YES)) : lock;
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
        /** Something is, but nothing of its holder's: the file is as the holder found it. */
        UNDONE,
        /** Something is, or git did not answer, which is taken for the same. */
        YES,
        /** Git does not follow the path, or there is no git: nothing can ever be committed. */
        NEVER;

        /** How a lock ends for it, whoever else wants it; empty while the holder has something in the file. */
        public Optional<FreedBy> ending() {
            return switch (this) {
                case NO -> Optional.of(FreedBy.CLEAN);
                case UNDONE -> Optional.of(FreedBy.UNDONE);
                case NOT_ASKED, YES, NEVER -> Optional.empty();
            };
        }
    }
}
