package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.locks.LockMode;
import dev.tutti.locks.LockOutcome;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.locks.LockRequest;
import dev.tutti.locks.OtherTree;
import dev.tutti.locks.Waiter;
import dev.tutti.projects.Grounds.Survey;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes locks by hand, as a command would. For one thread. */
public final class Hand {

    private final Stage stage;
    private final Actor actor;
    private final GitPlace place;
    private final LockMode mode;
    private final boolean everyTree;
    private final Optional<Duration> ttl;
    private final boolean steal;

    private Hand(
            Stage stage,
            Actor actor,
            GitPlace place,
            LockMode mode,
            boolean everyTree,
            Optional<Duration> ttl,
            boolean steal) {
        this.stage = requireNonNull(stage, "stage");
        this.actor = requireNonNull(actor, "actor");
        this.place = requireNonNull(place, "place");
        this.mode = mode;
        this.everyTree = everyTree;
        this.ttl = ttl;
        this.steal = steal;
    }

    /** An exclusive hand in one tree whose locks last five minutes. The actor must be known. */
    public static Hand of(Stage stage, Actor actor, GitPlace place) {
        return new Hand(stage, actor, place, LockMode.EXCLUSIVE, false, Optional.of(Duration.ofMinutes(5)), false);
    }

    public Hand shared() {
        return new Hand(stage, actor, place, LockMode.SHARED, everyTree, ttl, steal);
    }

    public Hand inEveryTree() {
        return new Hand(stage, actor, place, mode, true, ttl, steal);
    }

    public Hand lasting(Duration time) {
        return new Hand(stage, actor, place, mode, everyTree, Optional.of(time), steal);
    }

    public Hand stealing() {
        return new Hand(stage, actor, place, mode, everyTree, ttl, true);
    }

    /** Tries from a place in the line, which may have been taken for another key of one wish. */
    public LockOutcome acquireFrom(Waiter place, String glob) {
        Instance instance = actor.instance().orElseThrow();
        return stage.rooms().store().write(tx -> {
            LockRequest plain = request(tx, glob, instance);
            LockRequest placed = new LockRequest(
                    plain.key(),
                    plain.mode(),
                    plain.holder(),
                    plain.actor(),
                    plain.call(),
                    plain.terms(),
                    plain.reason(),
                    plain.steal(),
                    Optional.of(place));
            return stage.rooms().locks().acquire(tx, monitor(tx, placed), instance, placed, Evidence.NONE);
        });
    }

    public LockOutcome acquire(String glob) {
        return acquire(glob, Evidence.NONE);
    }

    public LockOutcome acquire(String glob, Evidence evidence) {
        Instance instance = actor.instance().orElseThrow();
        return stage.rooms().store().write(tx -> {
            LockRequest request = request(tx, glob, instance);
            LockOutcome outcome = stage.rooms().locks().acquire(tx, monitor(tx, request), instance, request, evidence);
            if (outcome instanceof Refused refused) {
                stage.rooms().locks().interest(tx, monitor(tx, request), instance, request, refused);
            }
            return outcome;
        });
    }

    /** Takes or keeps a place in the line after a refusal. */
    public Waiter queue(String glob, Refused refused, int priority, Optional<Waiter> kept) {
        Instance instance = actor.instance().orElseThrow();
        return stage.rooms()
                .store()
                .write(tx -> stage.rooms().locks().queue(tx, request(tx, glob, instance), refused, priority, kept));
    }

    public void leave(Waiter waiter) {
        stage.rooms().store().write(tx -> {
            stage.rooms().locks().leave(tx, waiter);
            return waiter;
        });
    }

    public Optional<Freed> release(Lock lock) {
        return stage.rooms()
                .store()
                .write(tx -> stage.rooms()
                        .locks()
                        .release(
                                tx,
                                stage.rooms().projects().enter(tx, lock.key().project()),
                                lock.id()));
    }

    /** The names of those whose locks overlap in this hand's tree. */
    public List<String> holdersOf(String glob) {
        return on(glob).stream()
                .map(lock -> stage.rooms()
                        .store()
                        .read(tx ->
                                stage.rooms().instances().get(tx, lock.holder()).name()))
                .toList();
    }

    /** Locks of whomever whose keys overlap, in this hand's tree. */
    public List<Lock> on(String glob) {
        return stage.rooms().store().write(tx -> {
            LockKey key = key(tx, glob);
            return stage.rooms().locks().overlapping(tx, key).stream()
                    .filter(lock ->
                            lock.key().tree().isEmpty() || lock.key().tree().equals(key.tree()))
                    .toList();
        });
    }

    private Monitor monitor(Tx tx, LockRequest request) {
        return stage.rooms().projects().enter(tx, request.key().project());
    }

    private LockKey key(Tx tx, String glob) {
        Survey.Found found = (Survey.Found)
                stage.rooms().grounds().file(place.root().resolve("x").toString(), Path.of("/"));
        Standing standing = stage.rooms().projects().settle(tx, found.ground(), Optional.empty());
        Glob pattern = ((GlobOutcome.Parsed) Glob.parse(glob)).glob();
        return new LockKey(
                standing.project(), everyTree ? Optional.empty() : Optional.of(standing.tree()), glob, pattern);
    }

    private LockRequest request(Tx tx, String glob, Instance instance) {
        LockKey key = key(tx, glob);
        return new LockRequest(
                key,
                mode,
                instance.holder(),
                instance.id(),
                Optional.empty(),
                new LockRequest.Terms(Hold.HAND, false, ttl, OtherTree.WARN),
                "by hand",
                steal);
    }
}
