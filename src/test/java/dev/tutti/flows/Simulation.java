package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.BackgroundTasks;
import dev.tutti.agents.HookEvent.SessionEnded;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookReply;
import dev.tutti.flows.MissedEvents.Missed;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.store.Opened;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockOutcome;
import dev.tutti.locks.LockOutcome.Granted;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.FailingStore;
import dev.tutti.testing.FailingStore.Failure;
import dev.tutti.testing.Hand;
import dev.tutti.testing.Invariants;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Invented sessions at work, from one seed: their events come late, twice or never, processes die, the daemon crashes, clocks
 * jump. A witness beside Tutti knows which calls were permitted and still run: never two on one file of one tree.
 */
final class Simulation {

    private static final int SESSIONS_MAX = 6;
    private static final int CHILDREN_MAX = 2;
    private static final int TRACE_MAX = 60;
    private static final List<String> FILES = List.of("f", "src/a", "src/b", "src/deep/c");
    private static final List<String> GLOBS = List.of("f", "src/**", "src/a", "src/*", "**", "src/deep/{c,d}");

    private final Random random;
    private final StoreFixture fixture;
    private final Stage stage;
    private final Invariants invariants;
    private final List<GitPlace> places = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<HandHeld> byHand = new ArrayList<>();
    private final Deque<String> trace = new ArrayDeque<>();
    private FailingStore store;
    private long nextPid = 1_000;
    private int nextSession = 1;
    private int nextCall = 1;
    private int permitted;
    private int refused;

    Simulation(StoreFixture fixture, long seed) {
        this.fixture = fixture;
        this.random = new Random(seed);
        this.store = new FailingStore(fixture.store());
        this.stage = new Stage(fixture.ticker(), fixture.ids(), fixture.folder(), settings -> settings, store);
        this.invariants = new Invariants(fixture::store);
        GitPlace main = stage.repository("repo");
        places.add(main);
        places.add(stage.worktree(main, "tree"));
        places.add(stage.repository("other"));
    }

    /** A call that runs, whether it was permitted, and who makes it. */
    private record Running(String id, Actor actor, GitPlace place, String path, boolean permitted) {}

    /** A lock made by hand that its holder relies on until that much time has passed. */
    private record HandHeld(Session session, GitPlace place, Glob glob, Lock lock, long untilNanos) {}

    /** One invented session; only the host knows all this. */
    private static final class Session {

        private final Actor actor;
        private final GitPlace place;
        private final boolean observed;
        private final List<Running> running = new ArrayList<>();
        private final List<Actor> children = new ArrayList<>();
        private boolean inTurn;

        Session(Actor actor, GitPlace place, boolean observed) {
            this.actor = actor;
            this.place = place;
            this.observed = observed;
        }
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            try {
                act();
            } catch (StoreException expected) {
                note("the store failed");
            }
            if (store.hasCrashed()) {
                restart(random.nextInt(10));
            }
            store.recover();
            check(step);
        }
        everybodyLeaves(steps);
        assertThat(permitted).as("permitted calls").isGreaterThan(steps / 50);
        assertThat(refused).as("refused calls").isGreaterThan(steps / 200);
    }

    /** When all are dead, and those nobody can observe have lapsed, nothing of them is left to be in anybody's way. */
    private void everybodyLeaves(int step) {
        sessions.forEach(session -> session.actor.die());
        sessions.clear();
        byHand.clear();
        stage.look();
        pass(Instances.UNOBSERVED_TTL.plus(Duration.ofMinutes(10)));
        stage.look();
        check(step);
        List<Instance> left = fixture.store()
                .read(tx -> stage.rooms()
                        .instances()
                        .livingOfHost(tx, stage.settings().host()));
        assertThat(left).as("living when nobody is left").isEmpty();
        for (String table : List.of("lock_grant", "lock_call", "lock_interest", "lock_waiter", "notice")) {
            assertThat(count(table)).as("rows of %s when nobody is left", table).isZero();
        }
        assertThat(stage.flows().watch().living())
                .as("living when nobody is left")
                .isZero();
    }

    private long count(String table) {
        return fixture.store()
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM " + table, row -> row.number("n"))
                        .orElseThrow());
    }

    private void check(int step) {
        try {
            invariants.check();
            nobodyAliveWasEnded();
        } catch (AssertionError broken) {
            throw failed(step, broken);
        }
    }

    private AssertionError failed(int step, Throwable broken) {
        return new AssertionError(
                "step " + step + ": " + broken.getMessage() + "\n  " + String.join("\n  ", trace), broken);
    }

    /** Whoever has a process that lives and was registered stays registered; only those nobody can observe lapse. */
    private void nobodyAliveWasEnded() {
        for (Session session : sessions) {
            boolean forgotten = session.actor.instance().isEmpty();
            if (forgotten && !session.observed) {
                session.running.clear();
                byHand.removeIf(held -> held.session == session);
            } else if (forgotten && session.running.stream().anyMatch(Running::permitted)) {
                throw new AssertionError("a live session with a permitted call is not here: " + name(session));
            }
        }
    }

    // What happens

    private void act() {
        if (random.nextInt(100) < 6) {
            store.fail(pick(List.of(Failure.BUSY, Failure.CRASH_BEFORE, Failure.CRASH_AFTER)), random.nextInt(3));
        }
        int dice = random.nextInt(100);
        if (sessions.size() < 2 || dice < 4) {
            begin();
        } else if (dice < 12) {
            world();
        } else if (dice < 20) {
            hands(pick(sessions));
        } else if (dice < 24) {
            deliverLate();
        } else if (dice < 30) {
            disturb(pick(sessions));
        } else {
            work(pick(sessions));
        }
    }

    private void world() {
        switch (random.nextInt(9)) {
            case 0 -> pass(Duration.ofMillis(random.nextInt(2_000)));
            case 1 -> pass(Duration.ofMinutes(random.nextInt(4)));
            case 2 -> jump(Duration.ofHours(8));
            case 3 -> jump(Duration.ofHours(-1));
            case 4 -> jump(Duration.ofDays(1));
            case 5 -> {
                GitPlace place = pick(places);
                note("somebody commits in " + place.root().getFileName());
                stage.commit(place, "c" + random.nextLong());
            }
            case 6 -> restart(random.nextInt(600));
            case 7 -> {
                note("the daemon does what it had put off");
                stage.flows().vouch();
                stage.settle();
            }
            default -> {
                note("the daemon looks");
                stage.look();
            }
        }
    }

    private void pass(Duration time) {
        note(time + " pass");
        stage.ticker().pass(time);
    }

    /** A database server's clock is another machine's, and one that is set takes terms with it. */
    private void jump(Duration by) {
        if (fixture.database() == Database.POSTGRESQL) {
            return;
        }
        note("the wall clock jumps by " + by);
        stage.ticker().setWall(stage.ticker().wall().plus(by));
        // A daemon looks every five seconds, so that a jump never stays unseen while time goes on.
        if (random.nextBoolean()) {
            stage.look();
        }
    }

    /** The daemon is gone for some seconds, in which sessions go on unguarded and their launchers take notes. */
    private void restart(int seconds) {
        boolean crashed = store.hasCrashed();
        note("the daemon " + (crashed ? "died" : "was stopped") + ", the next one begins " + seconds + " s later");
        List<Missed> missed = new ArrayList<>();
        Runnable meanwhile = () -> {
            stage.ticker().pass(Duration.ofSeconds(seconds));
            for (int i = random.nextInt(4); i > 0 && !sessions.isEmpty(); i--) {
                missUnguarded(pick(sessions), missed);
            }
        };
        if (!crashed) {
            stage.flows().settleClocks();
        }
        Opened opened = crashed ? fixture.crashAnd(meanwhile) : fixture.reopenAfter(meanwhile);
        store = new FailingStore(opened.store());
        stage.restart(store, opened.report().downtime());
        stage.flows().missedEvents().adopt(missed);
    }

    private void missUnguarded(Session session, List<Missed> missed) {
        List<String> events = new ArrayList<>(List.of("Stop", "PreToolUse"));
        if (!session.running.isEmpty()) {
            events.add("PostToolUse");
        }
        String event = pick(events);
        Optional<String> call = Optional.empty();
        switch (event) {
            case "Stop" -> {
                session.running.removeIf(running -> !running.actor.isChild());
                session.inTurn = false;
            }
            case "PostToolUse" -> {
                Running ended = session.running.removeLast();
                call = Optional.of(ended.id);
                write(ended);
                session.running.removeIf(running -> running.id.equals(ended.id));
            }
            default -> call = Optional.of("x" + nextCall++);
        }
        note(name(session) + " " + event + " is missed");
        String line = stage.ticker().wall().getEpochSecond() + " " + Math.max(1, session.actor.pid()) + " " + event
                + " " + session.actor.session() + " " + call.orElse("-") + " /";
        missed.add(Missed.parse(line).orElseThrow());
    }

    private void begin() {
        if (sessions.size() >= SESSIONS_MAX) {
            return;
        }
        GitPlace place = pick(places);
        boolean observed = random.nextInt(5) > 0;
        Actor actor = stage.actor("session-" + nextSession++, nextPid++, place);
        Session session = new Session(observed ? actor : actor.in(0), place, observed);
        sessions.add(session);
        note(name(session) + " begins in " + place.root().getFileName());
        if (random.nextInt(4) > 0) {
            session.actor.start();
        }
    }

    // What one session does

    private void work(Session session) {
        if (!session.inTurn) {
            note(name(session) + " is prompted");
            session.inTurn = true;
            session.running.removeIf(running -> !running.actor.isChild());
            session.actor.prompt("something");
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 45) {
            ask(session, whoActs(session));
        } else if (dice < 85) {
            finish(session);
        } else if (dice < 90) {
            children(session);
        } else if (dice < 94) {
            note(name(session) + " is interrupted");
            session.running.clear();
        } else {
            stop(session);
        }
    }

    private Actor whoActs(Session session) {
        return session.children.isEmpty() || random.nextBoolean() ? session.actor : pick(session.children);
    }

    private void ask(Session session, Actor actor) {
        GitPlace place = random.nextInt(10) == 0 ? pick(places) : session.place;
        String id = "call-" + nextCall++;
        List<String> paths = new ArrayList<>();
        for (int i = random.nextInt(6) == 0 ? 2 : 1; i > 0; i--) {
            paths.add(pick(FILES));
        }
        String[] files = paths.stream()
                .distinct()
                .map(path -> place.root().resolve(path).toString())
                .toArray(String[]::new);
        int fate = random.nextInt(20);
        boolean guarded;
        if (fate == 0) {
            note(name(session) + " " + id + " is not asked: the hook was lost");
            guarded = false;
        } else if (fate == 1) {
            note(name(session) + " " + id + " is asked late");
            late.add(() -> actor.edit(id, files));
            guarded = false;
        } else {
            List<HookReply> replies = new ArrayList<>(List.of(actor.edit(id, files)));
            if (fate < 5) {
                replies.add(actor.edit(id, files));
            }
            boolean refuse = replies.stream().anyMatch(HookReply.Refuse.class::isInstance);
            note(name(session) + (actor.isChild() ? "'s child " : " ") + id + " " + paths + " in "
                    + place.root().getFileName() + (refuse ? " is refused" : store.hasFailed() ? " goes on" : " may"));
            refused += refuse ? 1 : 0;
            if (refuse) {
                return;
            }
            guarded = !store.hasFailed();
        }
        for (String path : paths.stream().distinct().toList()) {
            Running running = new Running(id, actor, place, path, guarded);
            if (guarded) {
                witness(session, running);
                permitted++;
            }
            session.running.add(running);
        }
    }

    /** The promise itself. */
    private void witness(Session session, Running mine) {
        for (Session other : sessions) {
            for (Running running : other.running) {
                boolean sameFile =
                        running.permitted && running.place.equals(mine.place) && running.path.equals(mine.path);
                boolean siblings = running.actor.isChild() && mine.actor.isChild() && !running.actor.equals(mine.actor);
                if (sameFile && (other != session || siblings)) {
                    throw failed(
                            -1,
                            new AssertionError("two calls may write " + mine.path + " in "
                                    + mine.place.root().getFileName() + ": " + name(other) + " " + running.id + " and "
                                    + name(session) + " " + mine.id));
                }
            }
        }
        for (HandHeld held : byHand) {
            boolean meets = held.lock.key().tree().isEmpty()
                    ? held.place.commonDir().equals(mine.place.commonDir())
                    : held.place.equals(mine.place);
            boolean inForce = stage.ticker().elapsedNanos() < held.untilNanos;
            if (held.session != session && meets && inForce && held.glob.matches(mine.path)) {
                throw failed(
                        -1,
                        new AssertionError("a call may write " + mine.path + ", which " + name(held.session)
                                + " has locked by hand: " + name(session) + " " + mine.id));
            }
        }
    }

    private void finish(Session session) {
        if (session.running.isEmpty()) {
            return;
        }
        Running running = session.running.remove(random.nextInt(session.running.size()));
        write(running);
        boolean more = session.running.stream().anyMatch(other -> other.id.equals(running.id));
        if (more) {
            return;
        }
        String file = running.place.root().resolve(running.path).toString();
        switch (random.nextInt(12)) {
            case 0 -> note(name(session) + " " + running.id + " ends, the hook was lost");
            case 1 -> {
                note(name(session) + " " + running.id + " ends, to be reported late");
                late.add(() -> running.actor.edited(running.id, file));
            }
            case 2, 3 -> {
                note(name(session) + " " + running.id + " ends, reported thrice");
                running.actor.edited(running.id, file);
                running.actor.edited(running.id, file);
                running.actor.batch(running.id);
            }
            default -> {
                note(name(session) + " " + running.id + " ends");
                running.actor.edited(running.id, file);
            }
        }
    }

    private void write(Running running) {
        if (random.nextInt(5) > 0) {
            stage.files().write(running.place.root().resolve(running.path), "by " + running.id);
            stage.git().state(running.place, running.path, PathState.CHANGED);
        }
    }

    private void children(Session session) {
        if (session.children.size() < CHILDREN_MAX && random.nextBoolean()) {
            Actor child = session.actor.child("child-" + nextCall++);
            session.children.add(child);
            note(name(session) + " has a child");
            if (random.nextBoolean()) {
                child.childStart();
            }
        } else if (!session.children.isEmpty()) {
            Actor child = session.children.remove(random.nextInt(session.children.size()));
            session.running.removeIf(running -> running.actor.equals(child));
            note(name(session) + "'s child ends");
            if (random.nextInt(5) > 0) {
                child.childStop();
            }
            if (random.nextInt(5) == 0) {
                late.add(child::childStop);
            }
        }
    }

    private void stop(Session session) {
        session.running.removeIf(running -> !running.actor.isChild());
        session.inTurn = false;
        if (random.nextInt(10) == 0) {
            note(name(session) + " stops, the hook was lost");
            return;
        }
        boolean known = random.nextInt(3) > 0;
        List<String> ids = session.children.stream()
                .map(child -> child.call().agent().orElseThrow().value())
                .toList();
        note(name(session) + " stops, children " + (known ? ids : "unknown"));
        BackgroundTasks tasks = known ? new BackgroundTasks(true, ids) : BackgroundTasks.unknown();
        String words = lastWords();
        session.actor.say(words, tasks);
        if (random.nextInt(6) == 0) {
            session.actor.say(words, tasks);
        }
    }

    /** Now and then something for the pool. */
    private String lastWords() {
        return switch (random.nextInt(6)) {
            case 0 -> "```pool\nACTION: claimed\nTOPIC: part " + random.nextInt(5) + "\nAFFECTS: src/\n```";
            case 1 -> "```pool\nACTION: completed\nTOPIC: part " + random.nextInt(5) + "\n```";
            case 2 -> "```pool\nACTION: blocked\nTOPIC: part " + random.nextInt(5) + "\nTTL: 10m\n```";
            default -> "";
        };
    }

    private void disturb(Session session) {
        switch (random.nextInt(5)) {
            case 0 -> {
                note(name(session) + " is killed");
                gone(session);
                session.actor.die();
                if (session.observed && random.nextBoolean()) {
                    resume(session);
                }
            }
            case 1 -> {
                note(name(session) + " ends");
                gone(session);
                if (random.nextInt(5) > 0) {
                    session.actor.end();
                }
                if (random.nextInt(5) == 0) {
                    session.actor.end();
                }
                session.actor.die();
            }
            case 2 -> clear(session);
            case 3 -> {
                if (session.observed && sessions.size() < SESSIONS_MAX) {
                    stage.processes().start(nextPid);
                    Session twin = new Session(session.actor.in(nextPid++), session.place, true);
                    sessions.add(twin);
                    note(name(session) + " has a twin " + name(twin));
                    twin.actor.start(SessionStart.Source.RESUME);
                }
            }
            default -> session.actor.told();
        }
    }

    private void gone(Session session) {
        sessions.remove(session);
        byHand.removeIf(held -> held.session == session);
    }

    private void resume(Session session) {
        stage.processes().start(nextPid);
        Session again = new Session(session.actor.in(nextPid++), session.place, true);
        sessions.add(again);
        note(name(session) + " is resumed as " + name(again));
        again.actor.start(SessionStart.Source.RESUME);
    }

    private void clear(Session session) {
        if (!session.observed) {
            return;
        }
        Session next = new Session(session.actor.as("session-" + nextSession++), session.place, true);
        note(name(session) + " is cleared and is " + name(next));
        sessions.set(sessions.indexOf(session), next);
        for (int i = 0; i < byHand.size(); i++) {
            HandHeld held = byHand.get(i);
            if (held.session == session) {
                byHand.set(i, new HandHeld(next, held.place, held.glob, held.lock, held.untilNanos));
            }
        }
        int order = random.nextInt(6);
        if (order == 0) {
            next.actor.start(SessionStart.Source.CLEAR);
            session.actor.end(SessionEnded.Reason.CLEAR);
        } else {
            session.actor.end(SessionEnded.Reason.CLEAR);
            if (order > 1) {
                next.actor.start(SessionStart.Source.CLEAR);
            }
        }
    }

    private void hands(Session session) {
        if (!session.observed || session.actor.instance().isEmpty()) {
            return;
        }
        stage.flows().vouch();
        List<HandHeld> own =
                byHand.stream().filter(held -> held.session == session).toList();
        if (!own.isEmpty() && random.nextBoolean()) {
            HandHeld held = pick(own);
            note(name(session) + " releases " + held.glob.text());
            byHand.remove(held);
            Hand.of(stage, session.actor, held.place).release(held.lock);
            return;
        }
        acquire(session, pick(places), pick(GLOBS), Duration.ofSeconds(1 + random.nextInt(600)));
    }

    private void acquire(Session session, GitPlace place, String glob, Duration ttl) {
        Hand hand = Hand.of(stage, session.actor, place).lasting(ttl);
        hand = random.nextInt(4) == 0 ? hand.inEveryTree() : hand;
        boolean shared = random.nextInt(4) == 0;
        hand = shared ? hand.shared() : hand;
        LockOutcome outcome = hand.acquire(glob);
        note(name(session) + " wants " + glob + " by hand in " + place.root().getFileName() + ": "
                + outcome.getClass().getSimpleName());
        if (outcome instanceof Granted granted && !store.hasFailed()) {
            long until = stage.ticker().elapsedNanos() + ttl.toNanos();
            byHand.removeIf(held -> held.lock.id().equals(granted.lock().id()));
            byHand.add(new HandHeld(session, place, parse(glob), granted.lock(), until));
        } else if (outcome instanceof Refused no && random.nextBoolean()) {
            hand.queue(glob, no, random.nextInt(2), Optional.empty());
        }
    }

    private void deliverLate() {
        if (!late.isEmpty()) {
            note("something late arrives");
            late.remove(random.nextInt(late.size())).run();
        }
    }

    private static Glob parse(String glob) {
        return ((GlobOutcome.Parsed) Glob.parse(glob)).glob();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String name(@Nullable Session session) {
        Session named = Objects.requireNonNull(session, "session");
        return named.actor.session() + "/" + named.actor.pid();
    }

    private void note(String line) {
        trace.add(line);
        if (trace.size() > TRACE_MAX) {
            trace.remove();
        }
    }
}
