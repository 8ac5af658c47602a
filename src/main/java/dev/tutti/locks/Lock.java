package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A granted lock, as stored.
 *
 * @param holder the session that has it, towards others
 * @param actor which of the session's instances took it
 * @param fence grows within the project with every grant
 * @param hard whether it denies until commit even when its holder's turn is over
 * @param settled whether a call under it has changed the file, or it was made by hand; else it is pending
 * @param changed whether a call under it has changed the file
 * @param before the file as its holder found it
 * @param reason why, one line
 * @param expiresAt when the term ends that was given by hand; a lock that is held for a call, turn or task too stays after it
 */
public record Lock(
        LockId id,
        LockKey key,
        LockMode mode,
        InstanceId holder,
        InstanceId actor,
        long fence,
        Hold hold,
        boolean hard,
        boolean settled,
        boolean changed,
        PreImage before,
        String reason,
        Instant grantedAt,
        Optional<Instant> expiresAt) {

    public Lock {
        requireNonNull(id, "id");
        requireNonNull(key, "key");
        requireNonNull(mode, "mode");
        requireNonNull(holder, "holder");
        requireNonNull(actor, "actor");
        requireNonNull(hold, "hold");
        requireNonNull(before, "before");
        requireNonNull(reason, "reason");
        requireNonNull(grantedAt, "grantedAt");
        requireNonNull(expiresAt, "expiresAt");
    }

    /** The same, of which more is known. */
    Lock with(PreImage known) {
        return new Lock(
                id, key, mode, holder, actor, fence, hold, hard, settled, changed, known, reason, grantedAt, expiresAt);
    }

    /** Whether a term given by hand keeps it, whatever else would end it. */
    boolean hasTermAt(Instant now) {
        return expiresAt.isPresent() && expiresAt.get().isAfter(now);
    }

    boolean expiredAt(Instant now) {
        return expiresAt.isPresent() && !expiresAt.get().isAfter(now);
    }
}
