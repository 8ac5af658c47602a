package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.GitEvidence.Said;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.TypedPaths.Typed;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockMode;
import dev.tutti.locks.LockOutcome;
import dev.tutti.locks.LockOutcome.AskGit;
import dev.tutti.locks.LockOutcome.Granted;
import dev.tutti.locks.LockOutcome.HoldersGone;
import dev.tutti.locks.LockOutcome.Obstacle;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.locks.LockRequest;
import dev.tutti.locks.OtherTree;
import dev.tutti.projects.Standing;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a path could be taken: by the rules that a request meets, git being asked where they ask it. Whoever is gone
 * and whatever has expired is in nobody's way, though both are only written off by those who write.
 */
final class LockCheck {

    /** Rounds of asking git before what it did not say counts as uncommitted. */
    private static final int ROUNDS_MAX = 3;

    /** Stands for a person who has done nothing yet, and so holds nothing. */
    private static final InstanceId NOBODY = new InstanceId(0);

    private final Rooms rooms;
    private final People people;
    private final GitEvidence git;

    LockCheck(Rooms rooms, People people, GitEvidence git) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.people = requireNonNull(people, "people");
        this.git = requireNonNull(git, "git");
    }

    /** What came of one look: an answer, or locks of which only git can tell. */
    private record Look(Optional<Answer> answer, List<Lock> askGit) {

        static Look over(Answer answer) {
            return new Look(Optional.of(answer), List.of());
        }
    }

    Answer answer(Asker asker, Typed typed, boolean everyTree) {
        Said said = Said.NOTHING;
        for (int round = 0; ; round++) {
            Evidence evidence = said.now(rooms.outside().files());
            boolean last = round >= ROUNDS_MAX;
            Look look = rooms.store().read(tx -> {
                Optional<Standing> standing = rooms.projects().look(tx, typed.ground());
                return standing.map(found -> look(tx, request(tx, asker, typed, found, everyTree), evidence, last))
                        .orElseGet(() -> Look.over(new Answer.NotLocked(typed.shown(), false)));
            });
            if (look.answer().isPresent()) {
                return look.answer().get();
            }
            said = said.and(git.look(look.askGit()));
        }
    }

    private Look look(Tx tx, LockRequest request, Evidence evidence, boolean last) {
        String path = request.key().path();
        Optional<LockOutcome> stop = rooms.locks().inTheWayOfTheLiving(tx, request, evidence);
        if (stop.isEmpty()) {
            return Look.over(new Answer.NotLocked(path, false));
        }
        return switch (stop.get()) {
            case Refused refused -> Look.over(held(tx, path, refused.first()));
            case AskGit(List<Lock> locks) ->
                last ? Look.over(heldBy(tx, path, locks.getFirst())) : new Look(Optional.empty(), locks);
            case HoldersGone _, Granted _ -> throw new IllegalStateException("not by looking: " + stop.get());
        };
    }

    private Answer held(Tx tx, String path, Obstacle obstacle) {
        Instance holder = rooms.instances().get(tx, obstacle.holder());
        return new Answer.Held(path, holder, Words.held(path, obstacle, holder, tx.now()));
    }

    private Answer heldBy(Tx tx, String path, Lock lock) {
        Instance holder = rooms.instances().get(tx, lock.holder());
        return new Answer.Held(path, holder, Words.heldBy(lock, holder, tx.now()));
    }

    private LockRequest request(Tx tx, Asker asker, Typed typed, Standing standing, boolean everyTree) {
        Optional<Instance> self = people.find(tx, asker, Optional.of(standing));
        return new LockRequest(
                LockVerbs.key(typed, standing, everyTree),
                LockMode.EXCLUSIVE,
                self.map(Instance::holder).orElse(NOBODY),
                self.map(Instance::id).orElse(NOBODY),
                Optional.empty(),
                new LockRequest.Terms(Hold.HAND, false, Optional.empty(), OtherTree.WARN),
                "",
                false);
    }
}
