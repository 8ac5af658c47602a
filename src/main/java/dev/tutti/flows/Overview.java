package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Presence;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Lock;
import dev.tutti.locks.Waiter;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Tree;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where everybody stands, for doors to show. Reads only. */
public final class Overview {

    private static final int LOCKS_MAX = 2_000;

    private final Rooms rooms;
    private final Presences presences;

    Overview(Rooms rooms, Presences presences) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.presences = requireNonNull(presences, "presences");
    }

    /** One project at one moment. */
    public record View(
            String project, Instant at, List<Standing> instances, List<HeldLock> locks, List<Waiting> waiters) {
        public View {
            requireNonNull(project, "project");
            requireNonNull(at, "at");
            instances = List.copyOf(instances);
            locks = List.copyOf(locks);
            waiters = List.copyOf(waiters);
        }
    }

    /** One instance. */
    public record Standing(Instance instance, Presence presence, Optional<String> tree, int locks) {
        public Standing {
            requireNonNull(instance, "instance");
            requireNonNull(presence, "presence");
            requireNonNull(tree, "tree");
        }
    }

    /** One lock. */
    public record HeldLock(Lock lock, Instance holder, Optional<String> tree) {
        public HeldLock {
            requireNonNull(lock, "lock");
            requireNonNull(holder, "holder");
            requireNonNull(tree, "tree");
        }
    }

    /** One place in the line. */
    public record Waiting(Waiter waiter, Instance who, Instance ofWhom) {
        public Waiting {
            requireNonNull(waiter, "waiter");
            requireNonNull(who, "who");
            requireNonNull(ofWhom, "ofWhom");
        }
    }

    /** What a presence rests on. */
    public record Evidence(Life life, boolean vouched, Presence presence) {
        public Evidence {
            requireNonNull(life, "life");
            requireNonNull(presence, "presence");
        }
    }

    public View of(Tx tx, ProjectId project) {
        Map<InstanceId, Instance> known = new HashMap<>();
        List<Instance> living = rooms.instances().living(tx, project);
        living.forEach(instance -> known.put(instance.id(), instance));
        Map<Long, String> trees = new HashMap<>();
        for (Tree tree : rooms.projects().trees(tx, project)) {
            trees.put(tree.id().value(), tree.path());
        }
        List<Lock> locks = rooms.locks().ofProject(tx, project, LOCKS_MAX);
        return new View(
                rooms.projects().name(tx, project),
                tx.now(),
                living.stream()
                        .map(instance -> new Standing(
                                instance,
                                presences.of(tx, instance),
                                instance.tree().map(tree -> trees.getOrDefault(tree.value(), "")),
                                (int) locks.stream()
                                        .filter(lock -> lock.holder().equals(instance.id()))
                                        .count()))
                        .toList(),
                locks.stream()
                        .map(lock -> new HeldLock(
                                lock,
                                get(tx, known, lock.holder()),
                                lock.key().tree().map(tree -> trees.getOrDefault(tree.value(), ""))))
                        .toList(),
                rooms.locks().waiting(tx, project).stream()
                        .map(waiter -> new Waiting(
                                waiter, get(tx, known, waiter.instance()), get(tx, known, waiter.blocker())))
                        .toList());
    }

    /** On what an instance's presence rests. */
    public Evidence evidence(Tx tx, Instance instance) {
        return new Evidence(
                rooms.instances().life(instance), presences.isVouched(tx, instance), presences.of(tx, instance));
    }

    /** The newest facts about a path or an instance's id, newest first. */
    public List<RecordedFact> about(Tx tx, ProjectId project, String subject, int limit) {
        return rooms.journal().about(tx, project.value(), subject, limit);
    }

    /** The newest facts by an instance, newest first. */
    public List<RecordedFact> by(Tx tx, ProjectId project, Instance actor, int limit) {
        return rooms.journal().by(tx, project.value(), actor.publicId(), limit);
    }

    private Instance get(Tx tx, Map<InstanceId, Instance> known, InstanceId id) {
        Instance found = known.get(id);
        return found != null ? found : rooms.instances().get(tx, id);
    }
}
