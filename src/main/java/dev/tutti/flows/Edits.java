package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Glob;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.locks.LockMode;
import dev.tutti.locks.LockOutcome;
import dev.tutti.locks.LockOutcome.AskGit;
import dev.tutti.locks.LockOutcome.Granted;
import dev.tutti.locks.LockOutcome.HoldersGone;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.locks.LockRequest;
import dev.tutti.locks.OtherTree;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds.Survey;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import dev.tutti.projects.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent is about to edit files: takes or renews their locks, or refuses the call. When the store cannot answer, the call
 * goes on and nothing is granted.
 */
final class Edits {

    /** Rounds of asking git, bidding farewell and trying again before a contended path is refused as it stands. */
    private static final int ROUNDS_MAX = 4;

    private final Rooms rooms;
    private final FlowSettings settings;
    private final Arrivals arrivals;
    private final Contention contention;

    Edits(Rooms rooms, FlowSettings settings, Arrivals arrivals, Contention contention) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.settings = requireNonNull(settings, "settings");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.contention = requireNonNull(contention, "contention");
    }

    /** A file to be edited, looked at before any transaction. */
    private record Target(Survey.Found found, Optional<String> remote, FileLook before) {}

    /** A file to be edited and whose it is. */
    private record Wanted(Target target, Standing standing) {

        /** Whether the repository does not carry its project's id yet. */
        boolean isUnmarked() {
            Ground ground = target.found().ground();
            return ground.git().isPresent() && ground.marker().isEmpty();
        }
    }

    /** What one try came to: an answer, or locks that git must be asked about. */
    private sealed interface Try {
        record Answer(HookReply reply, List<Wanted> unmarked) implements Try {}

        record NeedsGit(List<Lock> locks) implements Try {}
    }

    HookReply handle(BeforeTool event, Tool.Edit edit) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        List<Target> targets = new ArrayList<>();
        for (String path : edit.paths()) {
            switch (rooms.grounds().file(path, Path.of(arrival.place().directory()))) {
                case Survey.Rejected(String why) ->
                    System.getLogger(Edits.class.getName())
                            .log(System.Logger.Level.INFO, "an edit goes on without a lock: " + why);
                case Survey.Found found -> targets.add(target(found));
            }
        }
        Evidence evidence = Evidence.NONE;
        for (int round = 0; ; round++) {
            Evidence known = evidence;
            boolean last = round == ROUNDS_MAX;
            Try tried = rooms.store().write(tx -> attempt(tx, event, arrival, targets, known, last));
            switch (tried) {
                case Try.Answer answer -> {
                    answer.unmarked().forEach(this::mark);
                    return answer.reply();
                }
                case Try.NeedsGit(List<Lock> locks) -> evidence = contention.evidence(locks);
            }
        }
    }

    private Target target(Survey.Found found) {
        return new Target(
                found,
                arrivals.remote(found.ground()),
                rooms.outside().files().look(found.place().real()));
    }

    private void mark(Wanted wanted) {
        Standing standing = wanted.standing();
        rooms.outside()
                .background()
                .run(
                        "marking " + standing.name(),
                        () -> rooms.grounds().mark(wanted.target().found().ground(), standing.publicId()));
    }

    private Try attempt(
            Tx tx, BeforeTool event, Arrival arrival, List<Target> targets, Evidence evidence, boolean last) {
        Standing home = rooms.projects().settle(tx, arrival.ground(), arrival.remote());
        List<Wanted> wanted = new ArrayList<>();
        for (Target target : targets) {
            Ground ground = target.found().ground();
            boolean sameTree = ground.treeKey().equals(arrival.ground().treeKey());
            wanted.add(new Wanted(target, sameTree ? home : rooms.projects().settle(tx, ground, target.remote())));
        }
        Monitors monitors = Monitors.enter(
                rooms.projects(),
                tx,
                Stream.concat(Stream.of(home), wanted.stream().map(Wanted::standing))
                        .map(Standing::project)
                        .toList());
        Guest guest = arrivals.meet(tx, arrival, home, monitors.of(home.project()));
        Round round = new Round(tx, event, guest, evidence, last);
        for (Wanted each : wanted) {
            Optional<Try> stop = round.take(
                    each.target(), each.standing(), monitors.of(each.standing().project()));
            if (stop.isPresent()) {
                return stop.get();
            }
        }
        rooms.instances().turn(tx, guest.instance(), Turn.RUNNING);
        return new Try.Answer(
                round.reply(), wanted.stream().filter(Wanted::isUnmarked).toList());
    }

    /** One transaction's work on one call. */
    private final class Round {

        private final Tx tx;
        private final BeforeTool event;
        private final Guest guest;
        private final Evidence evidence;
        private final boolean last;
        private final List<Granted> fresh = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private boolean ask;

        Round(Tx tx, BeforeTool event, Guest guest, Evidence evidence, boolean last) {
            this.tx = tx;
            this.event = event;
            this.guest = guest;
            this.evidence = evidence;
            this.last = last;
        }

        /** Takes one path; says what to do instead of going on, if it did not get it. */
        Optional<Try> take(Target target, Standing standing, Monitor monitor) {
            LockRequest request = request(target, standing);
            LockOutcome outcome = contention.acquire(tx, monitor, request, last ? allDirty(request) : evidence);
            return switch (outcome) {
                case Granted granted -> {
                    granted(granted);
                    yield Optional.empty();
                }
                case AskGit(List<Lock> locks) -> {
                    undo(monitor);
                    yield Optional.of(new Try.NeedsGit(locks));
                }
                case Refused refused -> {
                    undo(monitor);
                    yield Optional.of(refused(monitor, request, refused));
                }
                case HoldersGone gone ->
                    throw new IllegalStateException("holders came back after a farewell: " + gone.holders());
            };
        }

        /** After many rounds git's word is taken as "uncommitted", so that there is an answer. */
        private Evidence allDirty(LockRequest request) {
            return contention.assumeUncommitted(tx, request);
        }

        private LockRequest request(Target target, Standing standing) {
            LockKey key = new LockKey(
                    standing.project(),
                    Optional.of(standing.tree()),
                    target.found().place().relative(),
                    Glob.literal(target.found().place().key()));
            boolean git = target.found().ground().git().isPresent();
            Hold hold = settings.hold() == Hold.TASK && !git ? Hold.TURN : settings.hold();
            return new LockRequest(
                    key,
                    LockMode.EXCLUSIVE,
                    guest.holder(),
                    guest.instance().id(),
                    Optional.of(new LockRequest.Call(
                            event.tool().id().value(),
                            target.found().place().real().toString(),
                            target.before())),
                    new LockRequest.Terms(hold, settings.hard(), Optional.empty(), otherTree()),
                    "Modifying file via " + event.tool().name(),
                    false);
        }

        /** Asking makes sense only where a person attends. */
        private OtherTree otherTree() {
            boolean attended = event.call().caller().attended();
            return settings.otherTree() == OtherTree.ASK && !attended ? OtherTree.DENY : settings.otherTree();
        }

        private void granted(Granted granted) {
            if (!granted.renewed()) {
                fresh.add(granted);
            }
            for (Freed freed : granted.freed()) {
                tellFreed(freed);
            }
            granted.leftovers().forEach(leftover -> lines.add(Words.leftover(leftover, tx.now())));
            if (!granted.renewed()) {
                granted.elsewhere().forEach(this::tellElsewhere);
                ask |= !granted.elsewhere().isEmpty() && settings.otherTree() == OtherTree.ASK;
            }
        }

        private void tellFreed(Freed freed) {
            Instance former = rooms.instances().get(tx, freed.lock().holder());
            Words.grantedOver(freed, former).ifPresent(lines::add);
            if (Words.worthTellingHolder(freed.how()) && !former.hasEnded()) {
                rooms.notices().owe(tx, former.id(), Words.lost(freed, guest.instance()));
            }
        }

        private void tellElsewhere(Lock lock) {
            Instance holder = rooms.instances().get(tx, lock.holder());
            lines.add(Words.elsewhere(lock, holder, treePath(lock)));
            Lock mine = fresh.getLast().lock();
            rooms.notices().owe(tx, holder.id(), Words.elsewhere(mine, guest.instance(), treePath(mine)));
        }

        private Optional<String> treePath(Lock lock) {
            return lock.key()
                    .tree()
                    .flatMap(tree -> rooms.projects().tree(tx, tree))
                    .map(Tree::path);
        }

        private Try refused(Monitor monitor, LockRequest request, Refused refused) {
            rooms.locks().interest(tx, monitor, request, refused);
            Instance holder = rooms.instances().get(tx, refused.first().holder());
            String reason = Words.refusal(request.key().path(), refused.first(), holder, tx.now());
            List<InstanceId> ring = rooms.locks()
                    .ring(tx, request.key().project(), guest.instance().id());
            String all = ring.isEmpty() ? reason : reason + " " + contention.tellRing(tx, ring);
            List<String> owed = rooms.notices().take(tx, guest.instance().id());
            return new Try.Answer(new HookReply.Refuse(all, owed, Optional.empty()), List.of());
        }

        /** A call is granted whole or not at all. */
        private void undo(Monitor monitor) {
            fresh.forEach(
                    granted -> rooms.locks().release(tx, monitor, granted.lock().id()));
        }

        HookReply reply() {
            lines.addAll(rooms.notices().take(tx, guest.instance().id()));
            if (ask) {
                return new HookReply.Ask(lines.getFirst(), lines.subList(1, lines.size()), Optional.empty());
            }
            return HookReply.context(lines);
        }
    }
}
