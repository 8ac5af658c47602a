package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Farewell.Departure;
import dev.tutti.flows.GitEvidence.Said;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Evidence.Uncommitted;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockId;
import dev.tutti.locks.LockRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What hooks and commands do alike when somebody is in the way. */
final class Contention {

    /** Rounds of asking git, bidding farewell and trying again before a contended path is refused as it stands. */
    private static final int ROUNDS_MAX = 4;

    /** A ring that still stands after this is told again. */
    private static final Duration RING_AGAIN_AFTER = Duration.ofMinutes(10);

    private static final int RINGS_MAX = 1_000;

    private final Rooms rooms;
    private final GitEvidence git;
    private final Farewell farewell;
    private final Map<Set<InstanceId>, Instant> ringsTold = new ConcurrentHashMap<>();

    Contention(Rooms rooms, GitEvidence git, Farewell farewell) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.git = requireNonNull(git, "git");
        this.farewell = requireNonNull(farewell, "farewell");
    }

    /** What one try came to: an answer, or what must happen outside of its transaction before the next one. */
    sealed interface Try<T> {

        record Answer<T>(T answer) implements Try<T> {}

        /** Git is to be asked about these. */
        record NeedsGit<T>(List<Lock> locks) implements Try<T> {}

        /** These are gone and have not been bid farewell. */
        record NeedsFarewell<T>(List<InstanceId> gone) implements Try<T> {}
    }

    /** One try in one transaction, under the evidence there is by now. */
    @FunctionalInterface
    interface Attempt<T> {

        /**
         * Tries once.
         *
         * @param last whether no more evidence will come, so that whatever is unknown counts as uncommitted
         */
        Try<T> in(Tx tx, Evidence evidence, boolean last);
    }

    /**
     * Tries until there is an answer, in a transaction each: between them git is asked and the gone are bid farewell.
     *
     * @param files those that are wanted, as far as they are known by their whole paths
     */
    <T> T resolve(List<Path> files, Attempt<T> attempt) {
        Said said = git.remembered(files);
        for (int round = 0; ; round++) {
            Said known = said;
            boolean last = round >= ROUNDS_MAX;
            Try<T> tried = rooms.store()
                    .write(tx -> attempt.in(tx, known.now(rooms.outside().files()), last));
            switch (tried) {
                case Try.Answer<T>(T answer) -> {
                    return answer;
                }
                case Try.NeedsGit<T>(List<Lock> locks) -> said = said.and(git.say(locks));
                case Try.NeedsFarewell<T>(List<InstanceId> gone) -> gone.forEach(this::bidFarewell);
            }
        }
    }

    /** Bids farewell to somebody found gone, and leaves its notes before whoever found out goes on. */
    private void bidFarewell(InstanceId id) {
        Departure departure = rooms.store().write(tx -> {
            Instance gone = rooms.instances().get(tx, id);
            return farewell.part(
                    tx, gone, gone.process().isPresent() ? "its process is gone" : "its registration lapsed");
        });
        farewell.note(departure);
    }

    Evidence assumeUncommitted(Tx tx, LockRequest request) {
        Map<LockId, Uncommitted> states = new HashMap<>();
        rooms.locks().overlapping(tx, request.key()).forEach(lock -> states.put(lock.id(), Uncommitted.YES));
        return new Evidence(states);
    }

    /** Returns the words for the first of a ring, and tells them to the others in it, unless that was done lately. */
    String tellRing(Tx tx, List<InstanceId> ring) {
        List<Instance> members =
                ring.stream().map(id -> rooms.instances().get(tx, id)).toList();
        String words = Words.ring(members);
        Set<InstanceId> whoever = Set.copyOf(ring);
        Instant told = ringsTold.get(whoever);
        if (told == null || !told.plus(RING_AGAIN_AFTER).isAfter(tx.now())) {
            members.stream().skip(1).forEach(member -> rooms.notices().owe(tx, member.id(), words));
            Instant now = tx.now();
            tx.afterCommit(() -> noteTold(whoever, now));
        }
        return words;
    }

    private void noteTold(Set<InstanceId> ring, Instant at) {
        if (ringsTold.size() >= RINGS_MAX) {
            ringsTold.clear();
        }
        ringsTold.put(ring, at);
    }
}
