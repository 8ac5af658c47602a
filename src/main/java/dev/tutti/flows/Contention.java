package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Evidence.Uncommitted;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockId;
import dev.tutti.locks.LockOutcome;
import dev.tutti.locks.LockOutcome.HoldersGone;
import dev.tutti.locks.LockRequest;
import dev.tutti.projects.Monitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What hooks and commands do alike when somebody is in the way. */
final class Contention {

    private final Rooms rooms;
    private final GitEvidence git;
    private final Farewell farewell;

    Contention(Rooms rooms, GitEvidence git, Farewell farewell) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.git = requireNonNull(git, "git");
        this.farewell = requireNonNull(farewell, "farewell");
    }

    /** Acquires, freeing what holders had who turn out to be gone. Never answers {@link HoldersGone}. */
    LockOutcome acquire(Tx tx, Monitor monitor, LockRequest request, Evidence evidence) {
        LockOutcome outcome = rooms.locks().acquire(tx, monitor, request, evidence);
        if (!(outcome instanceof HoldersGone(List<InstanceId> holders))) {
            return outcome;
        }
        for (InstanceId id : holders) {
            Instance gone = rooms.instances().get(tx, id);
            farewell.free(tx, monitor, gone);
            tx.afterCommit(() -> rooms.outside()
                    .background()
                    .run("farewell of " + gone.name(), () -> rooms.store().write(later -> finish(later, id))));
        }
        return rooms.locks().acquire(tx, monitor, request, evidence);
    }

    /** The rest of a farewell that began on contention: the other projects, and the instance itself. */
    private boolean finish(Tx tx, InstanceId id) {
        if (!farewell.isStillHere(tx, id)) {
            return false;
        }
        farewell.bid(tx, rooms.instances().get(tx, id), "its process is gone");
        return true;
    }

    Evidence evidence(List<Lock> locks) {
        return git.ask(locks);
    }

    Evidence assumeUncommitted(Tx tx, LockRequest request) {
        Map<LockId, Uncommitted> states = new HashMap<>();
        rooms.locks().overlapping(tx, request.key()).forEach(lock -> states.put(lock.id(), Uncommitted.YES));
        return new Evidence(states);
    }

    /** Tells everybody in a ring but its first, and returns the words for that one. */
    String tellRing(Tx tx, List<InstanceId> ring) {
        List<Instance> members =
                ring.stream().map(id -> rooms.instances().get(tx, id)).toList();
        String words = Words.ring(members);
        members.stream().skip(1).forEach(member -> rooms.notices().owe(tx, member.id(), words));
        return words;
    }
}
