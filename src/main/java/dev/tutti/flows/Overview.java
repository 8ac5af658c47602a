package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Presence;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.locks.Waiter;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Tree;
import dev.tutti.projects.TreeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where everybody stands, for doors to show. Reads only. */
public final class Overview {

    /** Of more locks no list is made. */
    public static final int LOCKS_MAX = 2_000;

    private final Rooms rooms;
    private final Presences presences;

    Overview(Rooms rooms, Presences presences) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.presences = requireNonNull(presences, "presences");
    }

    /**
     * One project at one moment.
     *
     * @param lockCount how many locks there are, whether or not {@code locks} has them all
     */
    public record View(
            String project,
            Instant at,
            List<Standing> instances,
            int lockCount,
            List<HeldLock> locks,
            List<Waiting> waiters) {
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

    /** Everything of a project. */
    public View of(Tx tx, ProjectId project) {
        return of(tx, project, LOCKS_MAX);
    }

    /** Everything of a project, but at most {@code locks} of its locks, the oldest. */
    public View of(Tx tx, ProjectId project, int locks) {
        Scene scene = new Scene(tx, project);
        return new View(
                rooms.projects().name(tx, project),
                tx.now(),
                scene.standings(),
                scene.lockCount(),
                scene.locks(locks),
                scene.waiters());
    }

    /** Who is in a project, alone. */
    public List<Standing> instances(Tx tx, ProjectId project) {
        return new Scene(tx, project).standings();
    }

    /** The locks of a project, alone. */
    public List<HeldLock> locks(Tx tx, ProjectId project) {
        return new Scene(tx, project).locks(LOCKS_MAX);
    }

    /** The locks of a project, in whichever tree, that a path or glob meets. */
    public List<HeldLock> locks(Tx tx, ProjectId project, Glob on) {
        return new Scene(tx, project)
                .named(rooms.locks().overlapping(tx, new LockKey(project, Optional.empty(), on.text(), on)));
    }

    /** The line of a project, alone. */
    public List<Waiting> waiters(Tx tx, ProjectId project) {
        return new Scene(tx, project).waiters();
    }

    /** One look at a project: whoever and whatever is named often is read once. For one thread. */
    private final class Scene {

        private final Tx tx;
        private final ProjectId project;
        private final List<Instance> living;
        private final Map<InstanceId, Instance> known = new HashMap<>();
        private final Map<InstanceId, Integer> counts;
        private final Map<Long, String> trees = new HashMap<>();

        Scene(Tx tx, ProjectId project) {
            this.tx = tx;
            this.project = project;
            this.living = rooms.instances().living(tx, project);
            this.counts = rooms.locks().counts(tx, project);
            living.forEach(instance -> known.put(instance.id(), instance));
            for (Tree tree : rooms.projects().trees(tx, project)) {
                trees.put(tree.id().value(), tree.path());
            }
        }

        List<Standing> standings() {
            Presences.Together present = presences.together(tx, known);
            return living.stream()
                    .map(instance -> new Standing(
                            instance,
                            present.of(instance),
                            instance.tree().map(this::path),
                            counts.getOrDefault(instance.id(), 0)))
                    .toList();
        }

        int lockCount() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        List<HeldLock> locks(int limit) {
            return named(rooms.locks().ofProject(tx, project, limit));
        }

        List<HeldLock> named(List<Lock> locks) {
            return locks.stream()
                    .map(lock -> new HeldLock(
                            lock, get(lock.holder()), lock.key().tree().map(this::path)))
                    .toList();
        }

        List<Waiting> waiters() {
            return rooms.locks().waiting(tx, project).stream()
                    .map(waiter -> new Waiting(waiter, get(waiter.instance()), get(waiter.blocker())))
                    .toList();
        }

        private String path(TreeId tree) {
            return trees.getOrDefault(tree.value(), "");
        }

        private Instance get(InstanceId id) {
            return known.computeIfAbsent(id, missing -> rooms.instances().get(tx, missing));
        }
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
}
