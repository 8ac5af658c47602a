package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.flows.TypedPaths.Typed;
import dev.tutti.flows.TypedPaths.UnusableException;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.FreedBy;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Locks made by hand, once they are taken: what {@code tutti lock} does with them. Safe from any thread. */
public final class LockVerbs {

    private final Rooms rooms;
    private final Customs customs;
    private final TypedPaths typedPaths;
    private final People people;
    private final LockCheck lockCheck;

    LockVerbs(Rooms rooms, Customs customs, TypedPaths typedPaths, People people, GitEvidence git) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.typedPaths = requireNonNull(typedPaths, "typedPaths");
        this.people = requireNonNull(people, "people");
        this.lockCheck = new LockCheck(rooms, people, git);
    }

    /** What came of a verb. */
    public sealed interface Answer {

        /** Done; {@code notes} are worth saying. */
        record Done(Instance actor, List<Lock> locks, List<String> notes) implements Answer {
            public Done {
                requireNonNull(actor, "actor");
                locks = List.copyOf(locks);
                notes = List.copyOf(notes);
            }
        }

        /** Somebody has it. */
        record Held(String path, Instance holder, String text) implements Answer {
            public Held {
                requireNonNull(path, "path");
                requireNonNull(holder, "holder");
                requireNonNull(text, "text");
            }
        }

        /** It is not locked; {@code expired} when its term was what ended it. */
        record NotLocked(String path, boolean expired) implements Answer {
            public NotLocked {
                requireNonNull(path, "path");
            }
        }

        /** A path or glob cannot be used. */
        record Unusable(String path, String why) implements Answer {
            public Unusable {
                requireNonNull(path, "path");
                requireNonNull(why, "why");
            }
        }
    }

    static Answer answer(UnusableException unusable) {
        return new Answer.Unusable(unusable.path(), unusable.why());
    }

    static LockKey key(Typed typed, Standing standing, boolean everyTree) {
        return new LockKey(
                standing.project(),
                everyTree ? Optional.empty() : Optional.of(standing.tree()),
                typed.shown(),
                typed.pattern());
    }

    /** Gives locks back; another's only by force, which is recorded. */
    public List<Answer> release(Asker asker, List<String> paths, boolean force) {
        return each(asker, paths, (tx, on, actor) -> {
            LockKey key = on.key();
            Monitor monitor = on.monitor();
            List<Lock> locks = covering(tx, key);
            Optional<Lock> foreign = locks.stream()
                    .filter(lock -> !lock.holder().equals(actor.holder()))
                    .findFirst();
            List<Lock> mine = locks.stream()
                    .filter(lock -> lock.holder().equals(actor.holder()))
                    .toList();
            if (mine.isEmpty() && foreign.isPresent() && !force) {
                return held(tx, key, foreign.get());
            }
            List<Lock> ending = force ? locks : narrowest(mine, key);
            if (ending.isEmpty()) {
                return notLocked(tx, key);
            }
            for (Lock lock : ending) {
                Instance holder = rooms.instances().get(tx, lock.holder());
                boolean own = holder.id().equals(actor.holder());
                Optional<Freed> over = own
                        ? rooms.locks().release(tx, monitor, lock.id())
                        : rooms.locks().releaseByForce(tx, monitor, lock.id());
                over.ifPresent(freed -> {
                    Tidings.free(rooms, tx, List.of(freed));
                    if (!own) {
                        String path = Spelling.shown(rooms, tx, lock, holder);
                        rooms.notices().owe(tx, holder.id(), Words.ended(path, actor));
                    }
                });
            }
            return new Answer.Done(actor, ending, List.of());
        });
    }

    /** Whoever gives back one file keeps what it holds of the folder. */
    private static List<Lock> narrowest(List<Lock> mine, LockKey key) {
        List<Lock> exact = mine.stream()
                .filter(lock -> lock.key().pattern().equals(key.pattern()))
                .toList();
        return exact.isEmpty() || !key.pattern().isLiteral() ? mine : exact;
    }

    /** Extends the terms of own locks. */
    public List<Answer> renew(Asker asker, List<String> paths, Optional<Duration> ttl) {
        return each(asker, paths, (tx, on, actor) -> {
            LockKey key = on.key();
            List<Lock> locks = covering(tx, key);
            Optional<Lock> mine = locks.stream()
                    .filter(lock -> lock.holder().equals(actor.holder()))
                    .findFirst();
            if (mine.isPresent()) {
                Lock renewed = rooms.locks()
                        .renew(
                                tx,
                                mine.get(),
                                ttl.orElseGet(() -> customs.on(on.ground()).handTtl()));
                return new Answer.Done(actor, List.of(renewed), List.of());
            }
            return locks.isEmpty() ? notLocked(tx, key) : held(tx, key, locks.getFirst());
        });
    }

    /** Whether the asker could take a path in its tree now, as far as locks go. Changes nothing. */
    public Answer check(Asker asker, String path) {
        return check(asker, path, false);
    }

    /** The same, for all trees of the project at once if so wished. */
    public Answer check(Asker asker, String path, boolean everyTree) {
        try {
            return lockCheck.answer(asker, typedPaths.read(asker, path), everyTree);
        } catch (UnusableException unusable) {
            return answer(unusable);
        }
    }

    /** A key on its ground, its project being held. */
    private record On(Ground ground, Monitor monitor, LockKey key) {}

    /** Work on one key. */
    private interface OnKey {
        Answer on(Tx tx, On on, Instance actor);
    }

    private List<Answer> each(Asker asker, List<String> paths, OnKey work) {
        List<Answer> answers = new ArrayList<>();
        for (String path : paths) {
            try {
                Typed typed = typedPaths.toWrite(typedPaths.read(asker, path));
                answers.add(rooms.store().write(tx -> {
                    Standing standing = rooms.projects().settle(tx, typed.ground(), typed.remote());
                    Monitor monitor = rooms.projects().enter(tx, standing.project());
                    Instance actor = people.actor(tx, asker, standing, monitor);
                    return work.on(tx, new On(typed.ground(), monitor, key(typed, standing, false)), actor);
                }));
            } catch (UnusableException unusable) {
                answers.add(answer(unusable));
            }
        }
        return answers;
    }

    /** The locks that bear on a key in its tree. */
    private List<Lock> covering(Tx tx, LockKey key) {
        return rooms.locks().overlapping(tx, key).stream()
                .filter(lock -> lock.key().tree().isEmpty() || lock.key().tree().equals(key.tree()))
                .toList();
    }

    private Answer held(Tx tx, LockKey key, Lock lock) {
        Instance holder = rooms.instances().get(tx, lock.holder());
        return new Answer.Held(key.path(), holder, Words.heldBy(lock, holder, tx.now()));
    }

    private Answer notLocked(Tx tx, LockKey key) {
        boolean expired = rooms.journal().about(tx, key.project().value(), key.path(), 1).stream()
                .anyMatch(fact ->
                        FreedBy.EXPIRED.name().equals(fact.fact().details().get("how")));
        return new Answer.NotLocked(key.path(), expired);
    }
}
