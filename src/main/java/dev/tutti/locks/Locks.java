package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.lease.HostLeases;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.LockOutcome.AskGit;
import dev.tutti.locks.LockOutcome.Granted;
import dev.tutti.locks.LockOutcome.HoldersGone;
import dev.tutti.locks.LockOutcome.Obstacle;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.locks.LockRules.Overlap;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.TreeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may change which path. Every verb works in the caller's transaction, and whoever changes something shows the
 * project's {@link Monitor}. Safe from any thread.
 */
public final class Locks {

    /** A refused request counts as a wish for this long when cycles are looked for. */
    static final Duration INTEREST_FRESH = Duration.ofMinutes(10);

    /** How long a place in the line stays without its waiter's daemon renewing it. */
    public static final Duration WAITER_LEASE = Duration.ofSeconds(5);

    private final LockTable table = new LockTable();
    private final CallTable calls = new CallTable();
    private final LineTable line = new LineTable();
    private final Journal journal;
    private final Instances instances;
    private final HostLeases hosts;

    public Locks(Journal journal, Instances instances, HostLeases hosts) {
        this.journal = requireNonNull(journal, "journal");
        this.instances = requireNonNull(instances, "instances");
        this.hosts = requireNonNull(hosts, "hosts");
    }

    /**
     * Takes or renews a lock. Within a tree two overlapping exclusive grants never exist: whoever is in the way has been
     * judged by {@link LockRules} under the monitor.
     *
     * @param actor who asks
     * @param evidence what git said of the locks an earlier try asked about
     */
    public LockOutcome acquire(Tx tx, Monitor monitor, Instance actor, LockRequest request, Evidence evidence) {
        Judgement judgement = judge(tx, request, evidence);
        Optional<LockOutcome> stop = stop(tx, request, judgement);
        return stop.isPresent() ? stop.get() : grant(tx, monitor, actor, request, judgement);
    }

    /** What keeps a request from being granted now, empty when nothing does; changes nothing. */
    public Optional<LockOutcome> inTheWay(Tx tx, LockRequest request, Evidence evidence) {
        return stop(tx, request, judge(tx, request, evidence));
    }

    /** The same once everybody who is gone has been bid farewell: never {@link HoldersGone}. */
    public Optional<LockOutcome> inTheWayOfTheLiving(Tx tx, LockRequest request, Evidence evidence) {
        Judgement judgement = judge(tx, request, evidence);
        judgement.gone.clear();
        return stop(tx, request, judgement);
    }

    private Judgement judge(Tx tx, LockRequest request, Evidence evidence) {
        Judgement judgement = new Judgement();
        for (Lock row : table.overlapping(tx, request.key())) {
            Lock lock = evidence.seen(row);
            if (lock.holder().equals(request.holder())) {
                judgement.own(lock, request);
            }
            judgement.add(lock, LockRules.judge(request, overlap(tx, lock, request, evidence), tx.now()));
        }
        return judgement;
    }

    /** Whoever holds some of it already does not queue: those who wait there wait for its holder. */
    private Optional<LockOutcome> stop(Tx tx, LockRequest request, Judgement judgement) {
        Optional<LockOutcome> stop = judgement.stop();
        if (stop.isPresent() || judgement.holdsSome || request.steal()) {
            return stop;
        }
        return aheadOf(tx, request).map(first -> new Refused(List.of(obstacle(first))));
    }

    /** Notes a refusal, so that its actor is told once when the path is free; returns who holds it. */
    public Instance interest(Tx tx, Monitor monitor, Instance actor, LockRequest request, Refused refused) {
        Obstacle obstacle = refused.first();
        Instance holder = instances.get(tx, obstacle.holder());
        shown(tx, request, refused);
        journal.append(tx, monitor, new LockFact.Refused(request.key().path(), actor, holder, obstacle.why()).toFact());
        return holder;
    }

    /**
     * Who waits for whom in a ring with {@code holder} in it, beginning with it; empty when there is no ring. Found over
     * waiters and refusals of the last ten minutes; rings are reported, never broken.
     *
     * @param holder a session, since it waits whichever of its children was refused
     */
    public List<InstanceId> ring(Tx tx, ProjectId project, InstanceId holder) {
        Instant fresh = tx.now().minus(INTEREST_FRESH);
        return Rings.through(holder, who -> line.waitsFor(tx, project, who, fresh));
    }

    /** Notes that somebody was shown what is in the way, without a refusal worth a fact: a waiter asking again. */
    public void shown(Tx tx, LockRequest request, Refused refused) {
        for (Obstacle each : refused.obstacles()) {
            each.lock().ifPresent(lock -> line.noteInterest(tx, lock, request, each.why() == Why.SHOWN_ONCE));
        }
    }

    // The line

    /**
     * Takes a place in the line, or keeps it for another {@link #WAITER_LEASE} when {@code place} is one. A place that is
     * kept has the priority it was taken with, and moves to whatever of its wish is in the way now.
     *
     * @param priority who goes first: the higher, and among equals whoever came first
     */
    public Waiter queue(Tx tx, LockRequest request, Refused refused, int priority, Optional<Waiter> place) {
        InstanceId blocker = refused.first().holder();
        Instant until = tx.now().plus(WAITER_LEASE);
        Optional<Waiter> kept =
                place.map(had -> had.moved(request.key(), blocker, until)).filter(moved -> line.renewWaiter(tx, moved));
        return kept.orElseGet(() -> line.insertWaiter(tx, request, blocker, priority, until));
    }

    /** Leaves the line. */
    public void leave(Tx tx, Waiter place) {
        line.deleteWaiter(tx, place.id());
    }

    // Ends of calls and turns

    /** The calls of a session whose end was not seen yet. */
    public List<PendingCall> pending(Tx tx, InstanceId holder) {
        return calls.ofHolder(tx, holder);
    }

    /** Everybody who has a call running whose end was not seen yet. */
    public Set<InstanceId> calling(Tx tx) {
        return Set.copyOf(calls.actors(tx));
    }

    /** Judges the end of one call by what its file is now. */
    public Settled settle(Tx tx, Monitor monitor, PendingCall call, FileLook now) {
        calls.delete(tx, call.id());
        boolean changed = now.differsFrom(call.before());
        Optional<Lock> lock = table.find(tx, call.lock()).filter(found -> found.fence() == call.fence());
        if (lock.isEmpty()) {
            return changed ? stale(tx, monitor, call) : new Settled.Harmless();
        }
        Lock held = lock.get();
        boolean begun = changed && !held.settled();
        if (changed) {
            changed(tx, held);
        }
        boolean idle = calls.onLock(tx, held.id()).isEmpty() && !held.hasTermAt(tx.now());
        if (idle && held.hold() == Hold.CALL) {
            return new Settled.Ended(free(tx, monitor, held, FreedBy.CALL_OVER), begun);
        }
        if (idle && !changed && !held.changed()) {
            return new Settled.Ended(free(tx, monitor, held, FreedBy.UNCHANGED), begun);
        }
        return new Settled.Held(held, begun);
    }

    private void changed(Tx tx, Lock held) {
        line.forgetShown(tx, held.id());
        if (!held.changed()) {
            table.change(tx, held.id());
        }
    }

    /** Notes that a lock's file was changed already when its holder took it, if it still is that lock. */
    public void dirtyBefore(Tx tx, Monitor monitor, Lock lock) {
        if (!monitor.project().equals(lock.key().project())) {
            throw new IllegalArgumentException("the monitor is of another project than " + lock.key());
        }
        table.setDirtyBefore(tx, lock, PreImage.Dirty.YES);
    }

    /** Frees what the session held for its turn only, but for what a call of a child still runs on. */
    public List<Freed> turnOver(Tx tx, Monitor monitor, InstanceId holder) {
        List<Freed> freed = new ArrayList<>();
        for (Lock lock : table.ofHolder(tx, holder, monitor.project())) {
            boolean forTurn = lock.hold() == Hold.TURN || lock.hold() == Hold.CALL;
            boolean idle = forTurn
                    && !lock.hasTermAt(tx.now())
                    && calls.onLock(tx, lock.id()).isEmpty();
            if (idle) {
                freed.add(free(tx, monitor, lock, FreedBy.TURN_OVER));
            }
        }
        return freed;
    }

    /** Locks the session keeps over its turn, with those to be told so, each once. */
    public List<Freed> keptOverTurn(Tx tx, Monitor monitor, InstanceId holder) {
        List<Freed> kept = new ArrayList<>();
        for (Lock lock : table.ofHolder(tx, holder, monitor.project())) {
            List<InstanceId> untold = line.tellInterested(tx, lock.id());
            if (!untold.isEmpty()) {
                kept.add(new Freed(lock, FreedBy.TURN_OVER, Set.copyOf(untold)));
            }
        }
        return kept;
    }

    /** What a child held and wanted is its parent's from now on. */
    public void childEnded(Tx tx, InstanceId child, InstanceId parent) {
        table.passToParent(tx, child, parent);
        line.passInterestToParent(tx, child, parent);
    }

    /** The projects in which a holder has locks or calls, in the order in which their monitors are to be taken. */
    public List<ProjectId> projectsOf(Tx tx, InstanceId holder) {
        return table.projectsOf(tx, holder);
    }

    /** Frees everything of a holder that is gone. */
    public List<Freed> holderGone(Tx tx, Monitor monitor, InstanceId holder) {
        List<Freed> freed = new ArrayList<>();
        for (Lock lock : table.ofHolder(tx, holder, monitor.project())) {
            freed.add(free(tx, monitor, lock, FreedBy.HOLDER_GONE));
        }
        calls.deleteOfHolder(tx, holder);
        line.dropInterestOf(tx, holder);
        line.deleteWaitersOf(tx, holder);
        return freed;
    }

    /** Frees those of the given locks that still stand and that, by the evidence, have nothing uncommitted any more. */
    public List<Freed> clean(Tx tx, Monitor monitor, List<Lock> locks, Evidence evidence) {
        List<Freed> freed = new ArrayList<>();
        for (Lock lock : locks) {
            Optional<FreedBy> how = evidence.of(lock).ending();
            Optional<Lock> current = table.find(tx, lock.id()).filter(found -> found.fence() == lock.fence());
            boolean kept = current.map(found -> found.hasTermAt(tx.now())).orElse(true);
            if (how.isPresent() && !kept && calls.onLock(tx, lock.id()).isEmpty()) {
                freed.add(free(tx, monitor, current.get(), how.get()));
            }
        }
        return freed;
    }

    /** A word for whoever takes the path next: its holder died and left changes. */
    public void leftover(Tx tx, Lock lock, String name) {
        line.noteLeftover(tx, lock, name);
    }

    // By hand

    /**
     * Gives a lock back; empty when it had ended before, and when a call of its holder runs on it: then it ends with that, as
     * one that was never made by hand.
     */
    public Optional<Freed> release(Tx tx, Monitor monitor, LockId id) {
        Optional<Lock> found = table.find(tx, id);
        if (found.isPresent() && !calls.onLock(tx, id).isEmpty()) {
            Lock lock = found.get();
            table.setTerms(tx, withTerms(lock, lock.mode(), lock.hold(), lock.hard(), lock.reason(), Optional.empty()));
            return Optional.empty();
        }
        return found.map(lock -> free(tx, monitor, lock, FreedBy.RELEASED));
    }

    /** Ends another's lock whatever runs on it; empty when it had ended before. */
    public Optional<Freed> releaseByForce(Tx tx, Monitor monitor, LockId id) {
        return table.find(tx, id).map(lock -> free(tx, monitor, lock, FreedBy.RELEASED));
    }

    /** Extends the term of a lock made by hand. */
    public Lock renew(Tx tx, Lock lock, Duration ttl) {
        Lock renewed = withTerms(
                lock,
                lock.mode(),
                lock.hold(),
                lock.hard(),
                lock.reason(),
                Optional.of(tx.now().plus(ttl)));
        table.setTerms(tx, renewed);
        return renewed;
    }

    /** Notes what a file was when it was locked by hand, unless that is noted already. */
    public void noteContent(Tx tx, LockId id, String sha1) {
        table.noteContent(tx, id, sha1);
    }

    /** What files were when they were locked, by their SHA-1, for those locks of a project of which it was noted. */
    public Map<LockId, String> contents(Tx tx, ProjectId project) {
        return table.contents(tx, project);
    }

    /** Writes off every lock of the project whose term has passed. */
    public List<Freed> expire(Tx tx, Monitor monitor) {
        List<Freed> freed = new ArrayList<>();
        for (Lock lock : table.expired(tx, monitor.project(), tx.now())) {
            boolean over = lock.hold() == Hold.HAND
                    || (!lock.changed() && calls.onLock(tx, lock.id()).isEmpty());
            if (over) {
                freed.add(free(tx, monitor, lock, FreedBy.EXPIRED));
            } else {
                table.setTerms(
                        tx, withTerms(lock, lock.mode(), lock.hold(), lock.hard(), lock.reason(), Optional.empty()));
            }
        }
        line.deleteLapsedWaiters(tx, monitor.project(), tx.now());
        return freed;
    }

    /** The projects that have locks whose term has passed, or places in the line whose lease has. */
    public List<ProjectId> projectsWithExpired(Tx tx) {
        return table.projectsWithExpired(tx, tx.now());
    }

    /** When the next term passes, if any is running. */
    public Optional<Instant> nextExpiry(Tx tx) {
        return table.nextExpiry(tx);
    }

    /** Adds the time nobody was there to every running term. */
    public void extendTerms(Tx tx, Duration downtime) {
        table.extendTerms(tx, downtime.toMillis());
    }

    // Looks

    /** Locks whose keys overlap, of whomever, in whichever tree. */
    public List<Lock> overlapping(Tx tx, LockKey key) {
        return table.overlapping(tx, key);
    }

    public List<Lock> ofHolder(Tx tx, InstanceId holder, ProjectId project) {
        return table.ofHolder(tx, holder, project);
    }

    /** At most {@code limit} locks that hold in a tree, oldest first. */
    public List<Lock> inTree(Tx tx, TreeId tree, int limit) {
        return table.inTree(tx, tree, limit);
    }

    /** Whether a lock still stands and no call of its holder runs on it. */
    public boolean isQuiet(Tx tx, Lock lock) {
        return table.find(tx, lock.id())
                        .filter(found -> found.fence() == lock.fence())
                        .isPresent()
                && calls.onLock(tx, lock.id()).isEmpty();
    }

    /** Notes that a locked file changed while another ran a shell command. */
    public void changedByShell(Tx tx, Monitor monitor, Lock lock, Instance actor) {
        journal.append(tx, monitor, new LockFact.ChangedByShell(lock, actor).toFact());
    }

    /** At most {@code limit} locks of a project, oldest first. */
    public List<Lock> ofProject(Tx tx, ProjectId project, int limit) {
        return table.ofProject(tx, project, limit);
    }

    /** How many locks of a project each of its holders has. */
    public Map<InstanceId, Integer> counts(Tx tx, ProjectId project) {
        return table.counts(tx, project);
    }

    /** The line of a project, the first to be served first. */
    public List<Waiter> waiting(Tx tx, ProjectId project) {
        return line.waiting(tx, project, tx.now());
    }

    /** At most {@code limit} locks with changes that somebody else was refused or waits for, of this store's projects. */
    public List<Lock> wanted(Tx tx, int limit) {
        return table.wanted(tx, tx.now(), limit);
    }

    public Optional<Lock> find(Tx tx, LockId id) {
        return table.find(tx, id);
    }

    // How acquire works

    private LockOutcome grant(Tx tx, Monitor monitor, Instance actor, LockRequest request, Judgement judgement) {
        Optional<Lock> own = judgement.same;
        Lock lock = own.map(mine -> renewed(tx, mine, request))
                .orElseGet(() -> granted(tx, monitor, actor, request, judgement));
        List<Freed> freed = new ArrayList<>();
        for (Judgement.Finished finished : judgement.over) {
            freed.add(passOn(tx, monitor, finished.lock(), finished.how(), lock));
        }
        request.call().ifPresent(call -> calls.insert(tx, lock, request.actor(), call));
        List<LockOutcome.Leftover> leftovers = own.isPresent()
                ? List.of()
                : line.takeLeftover(tx, request.key()).stream().toList();
        return new Granted(lock, own.isPresent(), freed, judgement.elsewhere, leftovers);
    }

    private Lock granted(Tx tx, Monitor monitor, Instance actor, LockRequest request, Judgement judgement) {
        // What is over goes first: the schema itself refuses a second exclusive lock on one key.
        judgement.over.forEach(finished -> table.delete(tx, finished.lock().id()));
        Lock lock = table.insert(tx, request, monitor.nextFence(tx));
        journal.append(tx, monitor, new LockFact.Granted(lock, actor).toFact());
        return lock;
    }

    /** An own lock taken again: its terms only ever grow. */
    private Lock renewed(Tx tx, Lock own, LockRequest request) {
        boolean byHand = request.call().isEmpty();
        LockMode mode = request.mode() == LockMode.EXCLUSIVE ? LockMode.EXCLUSIVE : own.mode();
        Hold hold =
                byHand || own.hold() != Hold.HAND ? own.hold() : request.terms().hold();
        Optional<Instant> expires = byHand ? request.terms().ttl().map(tx.now()::plus) : own.expiresAt();
        boolean same = mode == own.mode() && hold == own.hold() && expires.equals(own.expiresAt());
        if (same) {
            return own;
        }
        Lock renewed = withTerms(own, mode, hold, own.hard(), byHand ? request.reason() : own.reason(), expires);
        boolean first = own.before().file().isEmpty() && !own.changed();
        table.setTerms(tx, first ? renewed.with(request.call().map(PreImage::of).orElse(PreImage.UNKNOWN)) : renewed);
        if (byHand && !own.settled()) {
            table.settle(tx, own.id());
        }
        return table.find(tx, own.id()).orElseThrow();
    }

    private static Lock withTerms(
            Lock lock, LockMode mode, Hold hold, boolean hard, String reason, Optional<Instant> expires) {
        return new Lock(
                lock.id(),
                lock.key(),
                mode,
                lock.holder(),
                lock.actor(),
                lock.fence(),
                hold,
                hard,
                lock.settled(),
                lock.changed(),
                lock.before(),
                reason,
                lock.grantedAt(),
                expires);
    }

    private Overlap overlap(Tx tx, Lock lock, LockRequest request, Evidence evidence) {
        boolean mine = lock.holder().equals(request.holder());
        List<PendingCall> running = calls.onLock(tx, lock.id());
        boolean sibling =
                mine && running.stream().map(PendingCall::actor).anyMatch(actor -> areSiblings(actor, request));
        return new Overlap(
                lock,
                mine ? HolderState.BUSY : stateOf(tx, lock.holder()),
                sibling,
                !running.isEmpty(),
                evidence.of(lock),
                !mine && line.wasShown(tx, lock, request));
    }

    private static boolean areSiblings(InstanceId actor, LockRequest request) {
        return !actor.equals(request.actor())
                && !actor.equals(request.holder())
                && !request.actor().equals(request.holder());
    }

    private HolderState stateOf(Tx tx, InstanceId id) {
        Instance holder = instances.get(tx, id);
        if (holder.hasEnded() || instances.life(holder) == Life.DEAD || lapsed(holder, tx.now())) {
            return HolderState.GONE;
        }
        if (instances.life(holder) == Life.UNKNOWN && hosts.hasLapsed(tx, holder.host())) {
            return HolderState.UNVOUCHED;
        }
        return switch (holder.turn()) {
            case RUNNING, WAITING -> HolderState.BUSY;
            case ENDED, CLEARED -> HolderState.TURN_OVER;
        };
    }

    private static boolean lapsed(Instance holder, Instant now) {
        return holder.expiresAt().isPresent() && !holder.expiresAt().get().isAfter(now);
    }

    private Optional<Waiter> aheadOf(Tx tx, LockRequest request) {
        List<Waiter> waiting = line.waiting(tx, request.key().project(), tx.now());
        Optional<Waiter> place = request.place()
                .filter(own -> own.leasedUntil().isAfter(tx.now()))
                .or(() -> waiting.stream()
                        .filter(waiter -> waiter.instance().equals(request.holder()))
                        .filter(waiter -> waiter.key().sameAs(request.key()))
                        .findFirst());
        return waiting.stream()
                .filter(waiter -> !waiter.instance().equals(request.holder()))
                .filter(waiter -> place.isEmpty() || waiter.isAheadOf(place.get()))
                .filter(waiter -> waiter.mode() == LockMode.EXCLUSIVE || request.mode() == LockMode.EXCLUSIVE)
                .filter(waiter ->
                        waiter.key().meets(request.key()) && waiter.key().overlaps(request.key()))
                .findFirst();
    }

    private static Obstacle obstacle(Waiter waiter) {
        return new Obstacle(Why.OTHERS_FIRST, waiter.key(), waiter.instance(), waiter.since(), Optional.empty());
    }

    private Freed free(Tx tx, Monitor monitor, Lock lock, FreedBy how) {
        Set<InstanceId> interested = new LinkedHashSet<>(line.interestedIn(tx, lock.id()));
        if (!interested.isEmpty()) {
            line.dropInterestIn(tx, lock.id());
        }
        table.delete(tx, lock.id());
        recordEnd(tx, monitor, lock, how);
        return new Freed(lock, how, interested);
    }

    /** Ends a lock in favour of another, which those it still keeps out want from now on. */
    private Freed passOn(Tx tx, Monitor monitor, Lock ended, FreedBy how, Lock to) {
        Set<InstanceId> free = new LinkedHashSet<>(line.passInterest(tx, ended.id(), to));
        table.delete(tx, ended.id());
        recordEnd(tx, monitor, ended, how);
        return new Freed(ended, how, free);
    }

    private void recordEnd(Tx tx, Monitor monitor, Lock lock, FreedBy how) {
        journal.append(tx, monitor, new LockFact.Ended(lock, how, instances.get(tx, lock.holder())).toFact());
    }

    private Settled stale(Tx tx, Monitor monitor, PendingCall call) {
        Instance actor = instances.get(tx, call.actor());
        journal.append(tx, monitor, new LockFact.StaleWrite(call.file(), actor, call).toFact());
        return new Settled.Stale(call, Optional.empty());
    }

    /** The verdicts on all overlapping locks, taken together. */
    private static final class Judgement {

        private record Finished(Lock lock, FreedBy how) {}

        private final List<Finished> over = new ArrayList<>();
        private final List<Lock> elsewhere = new ArrayList<>();
        private final List<Lock> askGit = new ArrayList<>();
        private final List<Obstacle> obstacles = new ArrayList<>();
        private final Set<InstanceId> gone = new LinkedHashSet<>();
        private Optional<Lock> same = Optional.empty();
        private boolean holdsSome;

        private void own(Lock lock, LockRequest request) {
            holdsSome |= lock.key().meets(request.key());
            if (lock.key().sameAs(request.key())) {
                same = Optional.of(lock);
            }
        }

        private void add(Lock lock, Verdict verdict) {
            switch (verdict) {
                case Verdict.Beside() -> {}
                case Verdict.Elsewhere() -> elsewhere.add(lock);
                case Verdict.Over(FreedBy how) -> over.add(new Finished(lock, how));
                case Verdict.AskGit() -> askGit.add(lock);
                case Verdict.HolderGone() -> gone.add(lock.holder());
                case Verdict.InTheWay(Why why) ->
                    obstacles.add(new Obstacle(why, lock.key(), lock.holder(), lock.grantedAt(), Optional.of(lock)));
            }
        }

        /** What keeps the request from being granted now; the most fundamental first. */
        private Optional<LockOutcome> stop() {
            if (!gone.isEmpty()) {
                return Optional.of(new HoldersGone(List.copyOf(gone)));
            }
            if (!askGit.isEmpty()) {
                return Optional.of(new AskGit(askGit));
            }
            return obstacles.isEmpty() ? Optional.empty() : Optional.of(new Refused(obstacles));
        }
    }
}
