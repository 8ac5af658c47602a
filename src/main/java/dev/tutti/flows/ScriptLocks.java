package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.LockTaking.Wish;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.TypedPaths.Typed;
import dev.tutti.flows.TypedPaths.UnusableException;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Locks as the documents know them: one for a path in all working trees of a project, with a term, and with the content that
 * the file had when it was locked. Safe from any thread.
 */
public final class ScriptLocks {

    /** What stands for the hash of a file that is not there. */
    public static final String NO_FILE = "0".repeat(40);

    /** To the documents a lock is still good at the very end of its term. */
    private static final Duration END_INCLUDED = Duration.ofMillis(1);

    private final Rooms rooms;
    private final Customs customs;
    private final People people;
    private final LockTaking taking;
    private final LockVerbs verbs;
    private final TypedPaths typedPaths;
    private final Watch watch;
    private final Leaving leaving;

    ScriptLocks(Rooms rooms, Customs customs, People people, Others others) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.people = requireNonNull(people, "people");
        this.taking = others.taking();
        this.verbs = others.verbs();
        this.typedPaths = others.typedPaths();
        this.watch = others.watch();
        this.leaving = others.leaving();
    }

    /** The flows this one is made of. */
    record Others(LockTaking taking, LockVerbs verbs, TypedPaths typedPaths, Watch watch, Leaving leaving) {
        Others {
            requireNonNull(taking, "taking");
            requireNonNull(verbs, "verbs");
            requireNonNull(typedPaths, "typedPaths");
            requireNonNull(watch, "watch");
            requireNonNull(leaving, "leaving");
        }
    }

    /**
     * A wish for a lock.
     *
     * @param takeover whether a lock whose term has passed is taken over at once
     */
    public record Wanted(String path, String intent, boolean takeover) {
        public Wanted {
            requireNonNull(path, "path");
            requireNonNull(intent, "intent");
        }
    }

    /** What came of a wish. */
    public sealed interface Taking {

        /** It is locked; {@code notes} are worth saying. */
        record Taken(String path, List<String> notes) implements Taking {
            public Taken {
                requireNonNull(path, "path");
                notes = List.copyOf(notes);
            }
        }

        /** A lock was in the way whose term had passed. It is written off; whoever asks again gets it. */
        record WrittenOff(String path, Instance former) implements Taking {
            public WrittenOff {
                requireNonNull(path, "path");
                requireNonNull(former, "former");
            }
        }

        /** Another has it. */
        record Held(Answer.Held by) implements Taking {
            public Held {
                requireNonNull(by, "by");
            }
        }

        /** Nothing can be locked by that name. */
        record Unusable(Answer.Unusable path) implements Taking {
            public Unusable {
                requireNonNull(path, "path");
            }
        }
    }

    /** A file and whether it is another one than when it was locked. */
    public record Compared(String path, boolean changed) {
        public Compared {
            requireNonNull(path, "path");
        }
    }

    /** Takes or renews a lock; never waits. */
    public Taking acquire(Asker asker, Wanted wanted) {
        try {
            Typed typed = typedPaths.read(asker, wanted.path());
            Optional<Instance> former = wanted.takeover() ? Optional.empty() : writeOff(asker, typed);
            return former.<Taking>map(instance -> new Taking.WrittenOff(typed.shown(), instance))
                    .orElseGet(() -> take(asker, wanted, typed));
        } catch (UnusableException unusable) {
            return new Taking.Unusable(new Answer.Unusable(unusable.path(), unusable.why()));
        }
    }

    private Taking take(Asker asker, Wanted wanted, Typed typed) {
        Optional<String> content = content(typed);
        Wish wish = new Wish(List.of(wanted.path()), false, true, Optional.of(term(typed)), wanted.intent(), false);
        return switch (taking.acquire(asker, wish)) {
            case Answer.Done done -> {
                content.ifPresent(sha1 -> note(done.locks(), sha1));
                yield new Taking.Taken(typed.shown(), done.notes());
            }
            case Answer.Held held -> new Taking.Held(held);
            case Answer.Unusable unusable -> new Taking.Unusable(unusable);
            case Answer.NotLocked free -> throw new IllegalStateException("not what taking comes to: " + free);
        };
    }

    private Duration term(Typed typed) {
        return customs.on(typed.ground()).handTtl().plus(END_INCLUDED);
    }

    private void note(List<Lock> locks, String sha1) {
        rooms.store().write(tx -> {
            for (Lock lock : locks) {
                rooms.projects().enter(tx, lock.key().project());
                rooms.locks().noteContent(tx, lock.id(), sha1);
            }
            return locks.size();
        });
    }

    /** Empty for a glob, and for a file too large to be hashed. */
    private Optional<String> content(Typed typed) {
        if (!typed.pattern().isLiteral()) {
            return Optional.empty();
        }
        Path file = file(typed);
        return rooms.outside().files().stamp(file).exists()
                ? rooms.outside().files().sha1(file)
                : Optional.of(NO_FILE);
    }

    private static Path file(Typed typed) {
        return typed.ground().root().resolve(typed.shown());
    }

    /** Writes off another's lock on the path whose term has passed, and tells whose it was. */
    private Optional<Instance> writeOff(Asker asker, Typed typed) {
        record Late(Lock lock, Instance holder) {}
        Optional<Late> late = rooms.store()
                .read(tx -> rooms.projects()
                        .look(tx, typed.ground())
                        .flatMap(standing -> foreign(tx, asker, typed, standing).stream()
                                .filter(lock -> Scripts.hasExpired(lock, tx.now()))
                                .findFirst()
                                .map(lock -> new Late(lock, rooms.instances().get(tx, lock.holder())))));
        late.ifPresent(found -> watch.expire(found.lock().key().project()));
        return late.map(Late::holder);
    }

    private List<Lock> foreign(Tx tx, Asker asker, Typed typed, Standing standing) {
        Optional<Instance> self = people.find(tx, asker, Optional.of(standing));
        return rooms.locks().overlapping(tx, LockVerbs.key(typed, standing, true)).stream()
                .filter(lock ->
                        self.isEmpty() || !lock.holder().equals(self.get().holder()))
                .toList();
    }

    /** Whether the path could be taken now: {@link Answer.NotLocked} or {@link Answer.Held}. Changes nothing. */
    public Answer check(Asker asker, String path) {
        return verbs.check(asker, path, true);
    }

    /** Extends the term of an own lock. */
    public Answer renew(Asker asker, String path) {
        try {
            Duration term = term(typedPaths.read(asker, path));
            return verbs.renew(asker, List.of(path), Optional.of(term)).getFirst();
        } catch (UnusableException unusable) {
            return new Answer.Unusable(unusable.path(), unusable.why());
        }
    }

    /**
     * Gives a path back: what was taken by hand, or else what an edit of this session holds; never the whole for a part.
     *
     * @param force another's too: recorded, and the holder is told
     */
    public Answer release(Asker asker, String path, boolean force) {
        try {
            Typed typed = typedPaths.toWrite(typedPaths.read(asker, path));
            return rooms.store().write(tx -> {
                Standing standing = rooms.projects().settle(tx, typed.ground(), typed.remote());
                Monitor monitor = rooms.projects().enter(tx, standing.project());
                Instance actor = people.actor(tx, asker, standing, monitor);
                LockKey key = LockVerbs.key(typed, standing, false);
                Releasing releasing = new Releasing(key, covering(tx, key), force);
                Optional<Lock> wider = releasing.wider(actor);
                return wider.isPresent()
                        ? LockVerbs.partOf(wider.get(), asker, typed.ground(), key)
                        : release(tx, monitor, actor, releasing);
            });
        } catch (UnusableException unusable) {
            return new Answer.Unusable(unusable.path(), unusable.why());
        }
    }

    private record Releasing(LockKey key, List<Lock> locks, boolean force) {

        private List<Lock> all(Instance actor) {
            return locks.stream()
                    .filter(lock -> lock.holder().equals(actor.holder()))
                    .toList();
        }

        /** An own lock that the path is only a part of, where there is no other of one's own. */
        Optional<Lock> wider(Instance actor) {
            return of(actor).isEmpty() ? all(actor).stream().findFirst() : Optional.empty();
        }

        List<Lock> of(Instance actor) {
            List<Lock> all = all(actor).stream()
                    .filter(lock -> LockVerbs.isWithin(lock.key().pattern(), key.pattern()))
                    .toList();
            List<Lock> byHand =
                    all.stream().filter(lock -> lock.hold() == Hold.HAND).toList();
            return byHand.isEmpty() ? all : byHand;
        }
    }

    private Answer release(Tx tx, Monitor monitor, Instance actor, Releasing releasing) {
        List<Lock> mine = releasing.of(actor);
        List<Lock> ending = releasing.force() && mine.isEmpty() ? releasing.locks() : mine;
        if (ending.isEmpty()) {
            return releasing.locks().stream()
                    .findFirst()
                    .<Answer>map(lock -> held(tx, releasing.key(), lock))
                    .orElseGet(() -> new Answer.NotLocked(releasing.key().path(), false));
        }
        ending.forEach(lock -> Tidings.end(rooms, tx, monitor, lock, actor));
        return new Answer.Done(actor, ending, List.of());
    }

    private List<Lock> covering(Tx tx, LockKey key) {
        return rooms.locks().overlapping(tx, key).stream()
                .filter(lock -> lock.key().tree().isEmpty() || lock.key().tree().equals(key.tree()))
                .toList();
    }

    private Answer held(Tx tx, LockKey key, Lock lock) {
        Instance holder = rooms.instances().get(tx, lock.holder());
        return new Answer.Held(key.path(), holder, Words.heldBy(lock, holder, tx.now()));
    }

    /** Gives back all that the asker has; returns how many locks. */
    public int releaseAll(Asker asker) {
        return people.in(
                asker,
                (tx, standing, _) -> people.find(tx, asker, Optional.of(standing))
                        .map(self -> leaving.release(tx, self, _ -> true))
                        .orElse(0));
    }

    /** Takes away all that somebody has, or gives it back when that is the asker; returns how many locks. */
    public int releaseOf(Asker asker, String publicId) {
        return people.in(asker, (tx, standing, monitor) -> {
            Optional<Instance> holder =
                    rooms.instances().byPublicId(tx, publicId).filter(found -> !found.hasEnded());
            if (holder.isEmpty()) {
                return 0;
            }
            Instance self = people.actor(tx, asker, standing, monitor);
            return holder.get().id().equals(self.id())
                    ? leaving.release(tx, self, _ -> true)
                    : leaving.releaseByForce(tx, holder.get(), self);
        });
    }

    /** Compares a file with what it was when it was locked; unchanged where there is no such lock, or no such file. */
    public Compared compare(Asker asker, String path) {
        try {
            return compare(typedPaths.read(asker, path));
        } catch (UnusableException unusable) {
            return new Compared(path, false);
        }
    }

    private Compared compare(Typed typed) {
        Path file = file(typed);
        if (rooms.outside().files().stamp(file).kind() != FileStamp.Kind.FILE) {
            return new Compared(typed.shown(), false);
        }
        List<String> noted = rooms.store()
                .read(tx -> rooms.projects()
                        .look(tx, typed.ground())
                        .map(standing -> noted(tx, LockVerbs.key(typed, standing, false)))
                        .orElse(List.of()));
        String now = noted.isEmpty() ? "" : rooms.outside().files().sha1(file).orElse("");
        return new Compared(typed.shown(), noted.stream().anyMatch(then -> !then.equals(now)));
    }

    private List<String> noted(Tx tx, LockKey key) {
        var contents = rooms.locks().contents(tx, key.project());
        return covering(tx, key).stream()
                .filter(lock -> lock.key().pattern().text().equals(key.pattern().text()))
                .map(lock -> contents.getOrDefault(lock.id(), ""))
                .filter(sha1 -> !sha1.isEmpty())
                .toList();
    }
}
