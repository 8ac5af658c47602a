package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookCall;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.flows.AutomaticPosts.Deed;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Lock;
import dev.tutti.pool.PoolDraft;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shell commands may write anything: one that names a file another holds is warned of, and after it the files others hold
 * in this tree are looked at again. Git commands may end locks: after one, git is asked which held paths are clean. Commits and
 * runs of tests and builds are noticed for the pool.
 */
final class Shells {

    /** Files of others looked at around one command; beyond it the oldest locks are. */
    private static final int LOOKED_MAX = 100;

    /** Files of others that a command is warned of one by one. */
    private static final int WARNED_MAX = 10;

    private static final int RUNNING_MAX = 1_000;

    private final Rooms rooms;
    private final Arrivals arrivals;
    private final Cleaning cleaning;
    private final Commits commits;
    private final AutomaticPosts posts;
    private final Map<String, Before> running = new ConcurrentHashMap<>();

    Shells(Rooms rooms, Arrivals arrivals, Cleaning cleaning, AutomaticPosts posts) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.cleaning = requireNonNull(cleaning, "cleaning");
        this.posts = requireNonNull(posts, "posts");
        this.commits = new Commits(rooms, posts);
    }

    /** The files that others held when a command began. */
    private record Before(ProjectId project, InstanceId actor, Map<Lock, FileStamp> stamps) {}

    HookReply before(BeforeTool event, Tool.Shell shell) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        record Seen(Guest guest, List<Lock> others, List<String> lines) {}
        Seen seen = rooms.store().write(tx -> {
            Guest guest = arrivals.meet(tx, arrival);
            List<Lock> others = heldByOthers(tx, guest);
            List<String> warnings =
                    ShellText.mayWrite(shell.command()) ? warnings(tx, guest, shell.command(), others) : List.of();
            return new Seen(guest, others, Telling.lines(rooms, tx, guest.instance(), warnings, Room.ofAnswer()));
        });
        if (ShellText.mayCommit(shell.command())) {
            commits.before(
                    key(event.call().session().value(), event.tool().id().value()),
                    new Deed(seen.guest().holder(), seen.guest().standing().project(), arrival.ground()));
        }
        if (!seen.others().isEmpty()) {
            remember(event.tool(), seen.guest(), stamps(arrival, seen.others()));
        }
        return HookReply.context(seen.lines());
    }

    private List<String> warnings(Tx tx, Guest reader, String command, List<Lock> others) {
        List<Lock> named = others.stream()
                .filter(lock -> ShellText.names(command, lock.key().path()))
                .toList();
        List<String> lines = new ArrayList<>();
        named.stream()
                .limit(WARNED_MAX)
                .forEach(lock -> lines.add(Words.shell(
                        Spelling.shown(rooms, tx, lock, reader),
                        rooms.instances().get(tx, lock.holder()))));
        if (named.size() > WARNED_MAX) {
            lines.add(Words.shellNamesMore(named.size() - WARNED_MAX));
        }
        return lines;
    }

    /** Tells the holders of files that changed while these commands ran. */
    void after(HookCall call, List<ToolCall> tools) {
        for (ToolCall tool : tools) {
            String key = key(call.session().value(), tool.id().value());
            commits.after(key);
            Before before = running.remove(key);
            if (before != null) {
                tellChanged(before);
            }
            if (tool.tool() instanceof Tool.Shell shell) {
                run(shell.command(), tool.output())
                        .ifPresent(run -> rooms.outside().background().run("posting a run", () -> post(call, run)));
            }
            if (tool.tool() instanceof Tool.Shell shell && ShellText.mayClean(shell.command())) {
                rooms.outside().background().run("asking git after a command", () -> cleanUp(call));
            }
        }
    }

    /** A build that also ran tests is told by these. */
    private static Optional<PoolDraft> run(String command, String printed) {
        return TestRun.of(command, printed)
                .map(TestRun::draft)
                .or(() -> BuildRun.of(command, printed).map(BuildRun::draft));
    }

    private void post(HookCall call, PoolDraft run) {
        Arrival arrival = arrivals.survey(call, Start.NONE);
        Optional<Deed> deed = rooms.store()
                .read(tx -> rooms.projects()
                        .find(tx, arrival.ground())
                        .flatMap(standing -> arrivals.known(tx, arrival)
                                .map(actor -> new Deed(actor.holder(), standing.project(), arrival.ground()))));
        deed.ifPresent(found -> posts.post(found, run));
    }

    /** Frees every lock of the tree whose path has nothing uncommitted any more. */
    void cleanUp(HookCall call) {
        Arrival arrival = arrivals.survey(call, Start.NONE);
        Optional<Standing> standing = rooms.store().read(tx -> rooms.projects().find(tx, arrival.ground()));
        standing.ifPresent(found -> cleanUp(found.project()));
    }

    /** Frees every settled lock of a project whose path has nothing uncommitted any more; returns how many. */
    int cleanUp(ProjectId project) {
        List<Lock> held = rooms.store().read(tx -> rooms.locks().ofProject(tx, project, LOOKED_MAX * 10)).stream()
                .filter(lock -> lock.settled() && lock.hold() == dev.tutti.locks.Hold.TASK)
                .toList();
        return cleaning.of(project, held);
    }

    private List<Lock> heldByOthers(Tx tx, Guest guest) {
        return rooms.locks().inTree(tx, guest.standing().tree(), LOOKED_MAX).stream()
                .filter(lock -> !lock.holder().equals(guest.holder()))
                .filter(lock -> lock.key().pattern().isLiteral())
                .toList();
    }

    private Map<Lock, FileStamp> stamps(Arrival arrival, List<Lock> locks) {
        Map<Lock, FileStamp> stamps = new HashMap<>();
        for (Lock lock : locks) {
            Path file = arrival.ground().root().resolve(lock.key().path());
            stamps.put(lock, rooms.outside().files().stamp(file));
        }
        return stamps;
    }

    private void remember(ToolCall tool, Guest guest, Map<Lock, FileStamp> stamps) {
        if (running.size() >= RUNNING_MAX) {
            running.clear();
        }
        String session = guest.instance().session().orElse("");
        running.put(
                key(session, tool.id().value()),
                new Before(guest.standing().project(), guest.instance().id(), stamps));
    }

    private void tellChanged(Before before) {
        List<Lock> changed = new ArrayList<>();
        before.stamps().forEach((lock, stamp) -> {
            Optional<Path> file = file(lock);
            if (file.isPresent() && !rooms.outside().files().stamp(file.get()).equals(stamp)) {
                changed.add(lock);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        rooms.store().write(tx -> {
            Monitor monitor = rooms.projects().enter(tx, before.project());
            Instance actor = rooms.instances().get(tx, before.actor());
            int told = 0;
            for (Lock lock : changed) {
                if (rooms.locks().isQuiet(tx, lock)) {
                    rooms.locks().changedByShell(tx, monitor, lock, actor);
                    String path =
                            Spelling.shown(rooms, tx, lock, rooms.instances().get(tx, lock.holder()));
                    rooms.notices().owe(tx, lock.holder(), Words.changedByShell(path, actor));
                    told++;
                }
            }
            return told;
        });
    }

    private Optional<Path> file(Lock lock) {
        return lock.key()
                .tree()
                .flatMap(tree -> rooms.store().read(tx -> rooms.projects().tree(tx, tree)))
                .map(tree -> Path.of(tree.path()).resolve(lock.key().path()));
    }

    private static String key(String session, String toolUse) {
        return session + " " + toolUse;
    }
}
