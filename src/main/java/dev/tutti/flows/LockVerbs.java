package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.flows.TypedPaths.Typed;
import dev.tutti.flows.TypedPaths.UnusableException;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.FreedBy;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
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

        /**
         * It is not locked.
         *
         * @param expired whether its term was what ended it
         * @param wider a lock of the asker's own that it is part of
         */
        record NotLocked(String path, boolean expired, Optional<Wider> wider) implements Answer {
            public NotLocked {
                requireNonNull(path, "path");
                requireNonNull(wider, "wider");
            }

            NotLocked(String path, boolean expired) {
                this(path, expired, Optional.empty());
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

    /**
     * A lock on more than was asked for.
     *
     * @param argument what {@code tutti lock} takes for it where the asker stands
     */
    public record Wider(Lock lock, String argument) {
        public Wider {
            requireNonNull(lock, "lock");
            requireNonNull(argument, "argument");
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

    /**
     * Gives back what was locked under these names or within them, and never the whole for a part; another's only by force,
     * which is recorded.
     */
    public List<Answer> release(Asker asker, List<String> paths, boolean force) {
        return each(asker, paths, (tx, on, actor) -> {
            LockKey key = on.key();
            List<Lock> locks = covering(tx, key);
            List<Lock> mine = of(actor, locks);
            List<Lock> others =
                    locks.stream().filter(lock -> !mine.contains(lock)).toList();
            if (mine.isEmpty() && !others.isEmpty() && !force) {
                return held(tx, key, others.getFirst());
            }
            List<Lock> ending = new ArrayList<>(force ? others : List.of());
            mine.stream()
                    .filter(lock -> isWithin(lock.key().pattern(), key.pattern()))
                    .forEach(ending::add);
            if (!ending.isEmpty()) {
                ending.forEach(lock -> Tidings.end(rooms, tx, on.monitor(), lock, actor));
                return new Answer.Done(actor, ending, List.of());
            }
            return mine.stream()
                    .findFirst()
                    .<Answer>map(lock -> partOf(lock, asker, on.ground(), key))
                    .orElseGet(() -> notLocked(tx, key));
        });
    }

    private static List<Lock> of(Instance actor, List<Lock> locks) {
        return locks.stream()
                .filter(lock -> lock.holder().equals(actor.holder()))
                .toList();
    }

    /** Of two patterns it is only told where the outer one is a whole folder, or both are the same. */
    static boolean isWithin(Glob inner, Glob outer) {
        if (outer.isLiteral() || inner.equals(outer)) {
            return inner.equals(outer);
        }
        String top = outer.folder().isEmpty() ? "" : outer.folder() + "/";
        boolean folder = outer.text().equals(Glob.escape(top) + "**");
        return folder && (inner.folder() + "/").startsWith(top)
                || inner.literalPath().filter(outer::matches).isPresent();
    }

    /** That a key is only a part of what the asker has locked. */
    static Answer partOf(Lock lock, Asker asker, Ground ground, LockKey key) {
        Path root = ground.root();
        Path here = asker.directory();
        String top = (here.startsWith(root) ? here.relativize(root) : root).toString();
        String text = lock.key().pattern().text();
        String argument = top.isEmpty() ? text : top + "/" + text;
        return new Answer.NotLocked(key.path(), false, Optional.of(new Wider(lock, argument)));
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
