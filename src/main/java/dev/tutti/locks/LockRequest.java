package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.path.FileLook;
import java.time.Duration;
import java.util.Optional;

/**
 * One wish for a lock.
 *
 * @param holder the session that asks, towards others
 * @param actor which of its instances asks
 * @param call the tool call it is for; empty when made by hand
 * @param terms how it shall be held
 * @param reason why, one line
 * @param steal whether other holders lose theirs, recorded
 * @param place where in the line whoever asks stands, if it waits
 */
public record LockRequest(
        LockKey key,
        LockMode mode,
        InstanceId holder,
        InstanceId actor,
        Optional<Call> call,
        Terms terms,
        String reason,
        boolean steal,
        Optional<Waiter> place) {

    public LockRequest {
        requireNonNull(key, "key");
        requireNonNull(mode, "mode");
        requireNonNull(holder, "holder");
        requireNonNull(actor, "actor");
        requireNonNull(call, "call");
        requireNonNull(terms, "terms");
        requireNonNull(reason, "reason");
        requireNonNull(place, "place");
    }

    /** A wish of somebody who stands in no line. */
    public LockRequest(
            LockKey key,
            LockMode mode,
            InstanceId holder,
            InstanceId actor,
            Optional<Call> call,
            Terms terms,
            String reason,
            boolean steal) {
        this(key, mode, holder, actor, call, terms, reason, steal, Optional.empty());
    }

    /**
     * A host's tool call, about to run.
     *
     * @param toolUseId the host's id of it
     * @param file the absolute path it will write
     * @param before the file as it is now
     * @param head the commit that is checked out; empty when that is not known
     */
    public record Call(String toolUseId, String file, FileLook before, Optional<String> head) {
        public Call {
            requireNonNull(toolUseId, "toolUseId");
            requireNonNull(file, "file");
            requireNonNull(before, "before");
            requireNonNull(head, "head");
        }
    }

    /**
     * How a lock is held.
     *
     * @param hold until when
     * @param hard whether it denies until commit
     * @param ttl its term when made by hand; empty otherwise
     * @param otherTree what an overlap with another tree means for it
     */
    public record Terms(Hold hold, boolean hard, Optional<Duration> ttl, OtherTree otherTree) {
        public Terms {
            requireNonNull(hold, "hold");
            requireNonNull(ttl, "ttl");
            requireNonNull(otherTree, "otherTree");
        }
    }
}
