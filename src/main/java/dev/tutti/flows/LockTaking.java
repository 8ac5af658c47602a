package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Contention.Try;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.TypedPaths.Typed;
import dev.tutti.flows.TypedPaths.UnusableException;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockMode;
import dev.tutti.locks.LockOutcome;
import dev.tutti.locks.LockOutcome.AskGit;
import dev.tutti.locks.LockOutcome.Granted;
import dev.tutti.locks.LockOutcome.HoldersGone;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.locks.LockRequest;
import dev.tutti.locks.OtherTree;
import dev.tutti.locks.Waiter;
import dev.tutti.pool.PoolEntry;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes locks by hand, standing in line for them where that is wished. Safe from any thread; waiting blocks the caller's. */
public final class LockTaking {

    /** How often a waiter asks again though nothing was announced: git, and other daemons of one database. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(700);

    private final Rooms rooms;
    private final Customs customs;
    private final TypedPaths typedPaths;
    private final People people;
    private final Contention contention;
    private final LockWaits waits;

    LockTaking(Rooms rooms, Customs customs, TypedPaths typedPaths, People people, Contention contention) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.typedPaths = requireNonNull(typedPaths, "typedPaths");
        this.people = requireNonNull(people, "people");
        this.contention = requireNonNull(contention, "contention");
        this.waits = new LockWaits(rooms);
    }

    /**
     * What {@code lock acquire} says.
     *
     * @param paths as typed: literal when they exist or hold no metacharacter, else globs
     * @param everyTree whether the keys are taken in all trees of the project
     * @param steal whether other holders lose theirs
     */
    public record Wish(
            List<String> paths,
            boolean shared,
            boolean everyTree,
            Optional<Duration> ttl,
            String reason,
            boolean steal) {
        public Wish {
            paths = List.copyOf(paths);
            requireNonNull(ttl, "ttl");
            requireNonNull(reason, "reason");
        }
    }

    /** Takes all of the wish or nothing; does not wait. */
    public Answer acquire(Asker asker, Wish wish) {
        return acquire(asker, wish, Duration.ZERO, () -> false);
    }

    /**
     * Takes all of the wish or nothing, standing in line for it.
     *
     * @param patience how long to wait
     * @param listening whether anybody still wants to know
     */
    public Answer acquire(Asker asker, Wish wish, Duration patience, BooleanSupplier listening) {
        List<Typed> keys;
        try {
            keys = typedPaths.toWrite(asker, wish.paths());
        } catch (UnusableException unusable) {
            return LockVerbs.answer(unusable);
        }
        if (patience.isZero()) {
            return attempt(asker, wish, keys, new Place(false)).answer();
        }
        return waitFor(asker, wish, keys, new Waiting(patience, listening));
    }

    /** Those of the paths, as they were typed, that are no globs and name nothing that is there yet. */
    public List<String> missing(Asker asker, List<String> paths) {
        return paths.stream().filter(path -> typedPaths.isMissing(asker, path)).toList();
    }

    private record Waiting(Duration patience, BooleanSupplier listening) {}

    private Answer waitFor(Asker asker, Wish wish, List<Typed> keys, Waiting waiting) {
        Deadline deadline = Deadline.in(rooms.outside().ticker(), waiting.patience());
        Semaphore news = new Semaphore(0);
        Consumer<RecordedFact> wake = _ -> news.release();
        Place place = new Place(true);
        Optional<Answer> refused = Optional.empty();
        rooms.journal().listen(wake);
        try {
            while (true) {
                news.drainPermits();
                if (refused.isPresent() && !waiting.listening().getAsBoolean()) {
                    // Whoever was killed while it waited gets nothing.
                    return refused.get();
                }
                boolean placed = place.taken.isPresent();
                Tried tried = attempt(asker, wish, keys, place);
                if (!(tried.answer() instanceof Answer.Held) || deadline.hasPassed()) {
                    return tried.answer();
                }
                refused = Optional.of(tried.answer());
                if (!placed) {
                    // Whoever was in the way may stand behind the place that was just taken.
                    continue;
                }
                long wait = Math.min(ASK_AGAIN.toMillis(), deadline.remaining().toMillis());
                if (!news.tryAcquire(Math.max(1, wait), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return attempt(asker, wish, keys, new Place(false)).answer();
        } finally {
            rooms.journal().forget(wake);
            leave(place);
        }
    }

    /** A waiter's place in the line, taken at its first refusal. */
    private static final class Place {

        private final boolean wanted;
        private Optional<Waiter> taken = Optional.empty();
        private Optional<PoolEntry> said = Optional.empty();

        Place(boolean wanted) {
            this.wanted = wanted;
        }
    }

    private void leave(Place place) {
        place.taken.ifPresent(waiter -> rooms.store().write(tx -> {
            rooms.locks().leave(tx, waiter);
            place.said.ifPresent(entry -> waits.over(tx, entry));
            return true;
        }));
    }

    /** @param said what the pool was told of the wait, where it began now */
    private record Tried(Answer answer, Optional<Waiter> place, Optional<PoolEntry> said) {}

    private Tried attempt(Asker asker, Wish wish, List<Typed> keys, Place place) {
        Asked asked = new Asked(asker, wish, keys, place);
        Tried tried = contention.resolve(List.of(), (tx, evidence, last) -> once(tx, asked, evidence, last));
        place.taken = tried.place();
        place.said = tried.said().or(() -> place.said);
        return tried;
    }

    private record Asked(Asker asker, Wish wish, List<Typed> keys, Place place) {}

    private Try<Tried> once(Tx tx, Asked asked, Evidence evidence, boolean last) {
        List<Standing> standings = asked.keys().stream()
                .map(key -> rooms.projects().settle(tx, key.ground(), key.remote()))
                .toList();
        Monitors monitors = Monitors.enter(
                rooms.projects(), tx, standings.stream().map(Standing::project).toList());
        Standing home = standings.getFirst();
        Instance actor = people.actor(tx, asked.asker(), home, monitors.of(home.project()));
        List<LockRequest> requests = new ArrayList<>();
        for (int i = 0; i < asked.keys().size(); i++) {
            requests.add(request(asked, asked.keys().get(i), standings.get(i), actor));
        }
        List<Lock> unknown = new ArrayList<>();
        for (LockRequest request : requests) {
            Evidence known = last ? contention.assumeUncommitted(tx, request) : evidence;
            Optional<LockOutcome> stop = rooms.locks().inTheWay(tx, request, known);
            switch (stop.orElse(new AskGit(List.of()))) {
                case AskGit(List<Lock> locks) -> unknown.addAll(locks);
                case HoldersGone(List<InstanceId> gone) -> {
                    return new Try.NeedsFarewell<>(gone);
                }
                case Refused refused -> {
                    Monitor monitor = monitors.of(request.key().project());
                    return new Try.Answer<>(refused(tx, monitor, new No(asked, actor, requests, request, refused)));
                }
                case Granted _ -> throw new IllegalStateException("nothing is granted by looking");
            }
        }
        return unknown.isEmpty()
                ? new Try.Answer<>(take(tx, monitors, new Taking(asked, actor, requests, evidence, last)))
                : new Try.NeedsGit<>(unknown);
    }

    private record Taking(Asked asked, Instance actor, List<LockRequest> requests, Evidence evidence, boolean last) {}

    /** Nothing is in the way of any of them, and they are not in each other's. */
    private Tried take(Tx tx, Monitors monitors, Taking taking) {
        List<Granted> granted = new ArrayList<>();
        for (LockRequest request : taking.requests()) {
            Evidence known = taking.last() ? contention.assumeUncommitted(tx, request) : taking.evidence();
            Monitor monitor = monitors.of(request.key().project());
            if (!(rooms.locks().acquire(tx, monitor, taking.actor(), request, known) instanceof Granted got)) {
                throw new IllegalStateException("not granted though nothing was in the way: " + request.key());
            }
            granted.add(got);
        }
        return new Tried(done(tx, taking.actor(), granted), taking.asked().place().taken, Optional.empty());
    }

    private record No(Asked asked, Instance actor, List<LockRequest> requests, LockRequest request, Refused refused) {}

    /** A session is told when it is free; a person who does not wait asks again. */
    private Tried refused(Tx tx, Monitor monitor, No no) {
        Instance holder = rooms.instances().get(tx, no.refused().first().holder());
        Optional<Waiter> place = no.asked().place().taken;
        boolean first = place.isEmpty();
        Optional<PoolEntry> said = Optional.empty();
        if (no.asked().place().wanted) {
            rooms.locks().shown(tx, no.request(), no.refused());
            place = Optional.of(rooms.locks().queue(tx, no.request(), no.refused(), priority(no), place));
            said = first ? waits.begun(tx, monitor, no.actor(), no.request().key(), holder) : said;
        } else if (no.actor().session().isPresent()) {
            rooms.locks().interest(tx, monitor, no.actor(), no.request(), no.refused());
        } else {
            rooms.locks().shown(tx, no.request(), no.refused());
        }
        String path = no.request().key().path();
        String text = Words.held(path, no.refused().first(), holder, tx.now()) + (first ? ring(tx, no) : "");
        return new Tried(new Answer.Held(path, holder, text), place, said);
    }

    private int priority(No no) {
        List<Priorities.Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < no.requests().size(); i++) {
            boolean folds = no.asked().keys().get(i).ground().foldsCase();
            wanted.add(new Priorities.Wanted(no.requests().get(i).key(), folds));
        }
        Ground home = no.asked().keys().getFirst().ground();
        return customs.on(home).priorities().of(no.actor().role(), wanted);
    }

    /** Looked for once for each wish: everybody in it is told, and the asker by the answer. */
    private String ring(Tx tx, No no) {
        List<InstanceId> ring = rooms.locks()
                .ring(tx, no.request().key().project(), no.request().holder());
        return ring.isEmpty() ? "" : ". " + contention.tellRing(tx, ring);
    }

    private Answer done(Tx tx, Instance actor, List<Granted> granted) {
        List<String> notes = new ArrayList<>();
        for (Granted each : granted) {
            for (Freed freed : each.freed()) {
                Instance former = rooms.instances().get(tx, freed.lock().holder());
                Words.grantedOver(Spelling.shown(rooms, tx, freed.lock(), actor), freed, former)
                        .ifPresent(notes::add);
                if (Words.worthTellingHolder(freed.how()) && !former.hasEnded()) {
                    String path = Spelling.shown(rooms, tx, freed.lock(), former);
                    rooms.notices().owe(tx, former.id(), Words.lost(path, freed.how(), actor));
                }
                Tidings.free(rooms, tx, List.of(freed));
            }
            for (Lock lock : each.elsewhere()) {
                notes.add(Words.elsewhere(
                        lock, rooms.instances().get(tx, lock.holder()), Spelling.tree(rooms, tx, lock)));
            }
            String path = Spelling.shown(rooms, tx, each.lock(), actor);
            each.leftovers().forEach(leftover -> notes.add(Words.leftover(path, leftover, tx.now())));
        }
        return new Answer.Done(actor, granted.stream().map(Granted::lock).toList(), notes);
    }

    private LockRequest request(Asked asked, Typed typed, Standing standing, Instance actor) {
        Wish wish = asked.wish();
        Duration ttl = wish.ttl().orElseGet(() -> customs.on(typed.ground()).handTtl());
        return new LockRequest(
                LockVerbs.key(typed, standing, wish.everyTree()),
                wish.shared() ? LockMode.SHARED : LockMode.EXCLUSIVE,
                actor.holder(),
                actor.id(),
                Optional.empty(),
                new LockRequest.Terms(Hold.HAND, false, Optional.of(ttl), OtherTree.WARN),
                wish.reason(),
                wish.steal(),
                asked.place().taken);
    }
}
