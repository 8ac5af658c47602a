package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.flows.Contention.Try;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Freed;
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

    private final Rooms rooms;
    private final Customs customs;
    private final Arrivals arrivals;
    private final Contention contention;
    private final Heads heads;
    private final DecisionTelling decisions;

    Edits(Rooms rooms, Customs customs, Arrivals arrivals, Contention contention) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.contention = requireNonNull(contention, "contention");
        this.heads = new Heads(rooms);
        this.decisions = new DecisionTelling(rooms);
    }

    /** A file to be edited, looked at before any transaction. */
    private record Target(
            Survey.Found found,
            Optional<String> remote,
            FileLook before,
            Optional<String> head,
            FlowSettings settings) {}

    /** A file to be edited and whose it is. */
    private record Wanted(Target target, Standing standing) {

        /** Whether the repository does not carry its project's id yet. */
        boolean isUnmarked() {
            Ground ground = target.found().ground();
            return ground.git().isPresent() && ground.marker().isEmpty();
        }
    }

    /** What the agent is told, and which repositories do not carry their project's id yet. */
    private record Answer(HookReply reply, List<Wanted> unmarked) {}

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
        List<Path> files =
                targets.stream().map(target -> target.found().place().real()).toList();
        Answer answer = contention.resolve(
                files, (tx, evidence, last) -> attempt(tx, new Question(event, arrival, targets, evidence, last)));
        answer.unmarked().forEach(this::mark);
        return answer.reply();
    }

    /** What one transaction is asked. */
    private record Question(BeforeTool event, Arrival arrival, List<Target> targets, Evidence evidence, boolean last) {}

    private Target target(Survey.Found found) {
        return new Target(
                found,
                arrivals.remote(found.ground()),
                rooms.outside().files().look(found.place().real()),
                heads.of(found.ground()),
                customs.on(found.ground()));
    }

    private void mark(Wanted wanted) {
        Standing standing = wanted.standing();
        rooms.outside()
                .background()
                .run(
                        "marking " + standing.name(),
                        () -> rooms.grounds().mark(wanted.target().found().ground(), standing.publicId()));
    }

    private Try<Answer> attempt(Tx tx, Question question) {
        Arrival arrival = question.arrival();
        Standing home = rooms.projects().settle(tx, arrival.ground(), arrival.remote());
        List<Wanted> wanted = new ArrayList<>();
        for (Target target : question.targets()) {
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
        Round round = new Round(tx, question, guest, monitors);
        Optional<Try<Answer>> stop = round.take(wanted);
        if (stop.isPresent()) {
            return stop.get();
        }
        rooms.instances().turn(tx, guest.instance(), Turn.RUNNING);
        return new Try.Answer<>(new Answer(
                round.reply(), wanted.stream().filter(Wanted::isUnmarked).toList()));
    }

    /** One transaction's work on one call. */
    private final class Round {

        private final Tx tx;
        private final BeforeTool event;
        private final Arrival arrival;
        private final Guest guest;
        private final Monitors monitors;
        private final Evidence evidence;
        private final boolean last;
        private final List<String> lines = new ArrayList<>();
        private final List<String> questions = new ArrayList<>();

        Round(Tx tx, Question question, Guest guest, Monitors monitors) {
            this.tx = tx;
            this.event = question.event();
            this.arrival = question.arrival();
            this.guest = guest;
            this.monitors = monitors;
            this.evidence = question.evidence();
            this.last = question.last();
        }

        /** Takes all paths or none: what others have is not written off for a call that will not happen. */
        Optional<Try<Answer>> take(List<Wanted> wanted) {
            Optional<Try<Answer>> inTheWay = wanted.size() > 1 ? inTheWay(wanted) : Optional.empty();
            if (inTheWay.isPresent()) {
                return inTheWay;
            }
            for (Wanted each : wanted) {
                LockRequest request = request(each.target(), each.standing());
                Monitor monitor = monitors.of(request.key().project());
                Optional<Try<Answer>> stop = judged(
                        request, rooms.locks().acquire(tx, monitor, guest.instance(), request, evidenceFor(request)));
                if (stop.isPresent()) {
                    return stop;
                }
            }
            return Optional.empty();
        }

        /** What keeps any of several paths from being granted; git is asked about all of them at once. */
        private Optional<Try<Answer>> inTheWay(List<Wanted> wanted) {
            List<Lock> unknown = new ArrayList<>();
            for (Wanted each : wanted) {
                LockRequest request = request(each.target(), each.standing());
                Optional<LockOutcome> stop = rooms.locks().inTheWay(tx, request, evidenceFor(request));
                if (stop.isPresent() && stop.get() instanceof AskGit(List<Lock> locks)) {
                    unknown.addAll(locks);
                } else if (stop.isPresent()) {
                    return judged(request, stop.get());
                }
            }
            return unknown.isEmpty() ? Optional.empty() : Optional.of(new Try.NeedsGit<>(unknown));
        }

        /** After many rounds git's word is taken as "uncommitted", so that there is an answer. */
        private Evidence evidenceFor(LockRequest request) {
            return last ? contention.assumeUncommitted(tx, request) : evidence;
        }

        private Optional<Try<Answer>> judged(LockRequest request, LockOutcome outcome) {
            return switch (outcome) {
                case Granted granted -> {
                    granted(request, granted);
                    yield Optional.empty();
                }
                case AskGit(List<Lock> locks) -> Optional.of(new Try.NeedsGit<>(locks));
                case HoldersGone(List<InstanceId> gone) -> Optional.of(new Try.NeedsFarewell<>(gone));
                case Refused refused -> Optional.of(new Try.Answer<>(refused(request, refused)));
            };
        }

        private LockRequest request(Target target, Standing standing) {
            LockKey key = new LockKey(
                    standing.project(),
                    Optional.of(standing.tree()),
                    target.found().place().relative(),
                    Glob.literal(target.found().place().key()));
            FlowSettings settings = target.settings();
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
                            target.before(),
                            target.head())),
                    new LockRequest.Terms(hold, settings.hard(), Optional.empty(), otherTree(settings)),
                    "Modifying file via " + event.tool().name(),
                    false);
        }

        /** Asking makes sense only where a person attends. */
        private OtherTree otherTree(FlowSettings settings) {
            boolean attended = event.call().caller().attended();
            return settings.otherTree() == OtherTree.ASK && !attended ? OtherTree.DENY : settings.otherTree();
        }

        private void granted(LockRequest request, Granted granted) {
            for (Freed freed : granted.freed()) {
                tellFreed(freed);
            }
            granted.leftovers()
                    .forEach(leftover -> lines.add(Words.leftover(toGuest(granted.lock()), leftover, tx.now())));
            if (request.terms().otherTree() == OtherTree.ASK) {
                ask(granted);
            } else if (!granted.renewed()) {
                granted.elsewhere().forEach(lock -> tellElsewhere(granted.lock(), lock));
            }
            if (!granted.renewed()) {
                tellClaimed(granted.lock());
                lines.addAll(decisions.about(tx, granted.lock().key(), guest.holder()));
            }
        }

        /** What others have claimed in the pool is no lock: the editor learns of it, once. */
        private void tellClaimed(Lock lock) {
            LockKey key = lock.key();
            rooms.pool()
                    .warnings(tx, key.project(), key.pattern().key(), guest.holder())
                    .forEach(claim -> lines.add(PoolTelling.claimed(
                            toGuest(lock), claim, rooms.instances().get(tx, claim.author()), tx.now())));
        }

        /** Until a call has changed the file its person decides, every time; the others are told by its end. */
        private void ask(Granted granted) {
            if (!granted.lock().settled()) {
                granted.elsewhere().forEach(lock -> questions.add(elsewhere(lock)));
            }
        }

        private void tellFreed(Freed freed) {
            Instance former = rooms.instances().get(tx, freed.lock().holder());
            Words.grantedOver(toGuest(freed.lock()), freed, former).ifPresent(lines::add);
            if (Words.worthTellingHolder(freed.how()) && !former.hasEnded()) {
                String path = Spelling.shown(rooms, tx, freed.lock(), former);
                rooms.notices().owe(tx, former.id(), Words.lost(path, freed.how(), guest.instance()));
            }
            Tidings.free(rooms, tx, List.of(freed));
        }

        private String toGuest(Lock lock) {
            return Spelling.shown(rooms, tx, lock, guest);
        }

        private void tellElsewhere(Lock mine, Lock other) {
            lines.add(elsewhere(other));
            rooms.notices()
                    .owe(tx, other.holder(), Words.elsewhere(mine, guest.instance(), Spelling.tree(rooms, tx, mine)));
        }

        private String elsewhere(Lock lock) {
            return Words.elsewhere(lock, rooms.instances().get(tx, lock.holder()), Spelling.tree(rooms, tx, lock));
        }

        private Answer refused(LockRequest request, Refused refused) {
            Monitor monitor = monitors.of(request.key().project());
            Instance holder = rooms.locks().interest(tx, monitor, guest.instance(), request, refused);
            String reason = Words.refusal(Spelling.of(request, guest, arrival), refused.first(), holder, tx.now());
            List<InstanceId> ring = rooms.locks().ring(tx, request.key().project(), guest.holder());
            String all = ring.isEmpty() ? reason : reason + " " + contention.tellRing(tx, ring);
            Room room = Room.ofAnswer();
            room.takes(all);
            List<String> owed = new ArrayList<>(Telling.lines(rooms, tx, guest.instance(), List.of(), room));
            refused.first().lock().ifPresent(lock -> owed.remove(saidAlready(lock, holder)));
            return new Answer(new HookReply.Refuse(all, owed, Optional.empty()), List.of());
        }

        /** What whoever was refused before is owed when the turn is over, which the refusal says by itself. */
        private String saidAlready(Lock lock, Instance holder) {
            String path = Spelling.shown(rooms, tx, lock, guest.instance());
            return Words.turnOver(List.of(path), Words.isDirtyBefore(lock), holder);
        }

        HookReply reply() {
            String question = String.join(" ", questions);
            Room room = Room.ofAnswer();
            room.takes(question);
            List<String> told = Telling.lines(rooms, tx, guest.instance(), lines, room);
            return questions.isEmpty() ? HookReply.context(told) : new HookReply.Ask(question, told, Optional.empty());
        }
    }
}
