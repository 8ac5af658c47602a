package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.locks.OtherTree;
import dev.tutti.locks.PendingCall;
import dev.tutti.locks.Settled;
import dev.tutti.projects.Grounds.Survey;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What happens when tool calls and turns end: calls are judged by what their files are now. */
final class Endings {

    private final Rooms rooms;
    private final Customs customs;
    private final CriticalWrites critical;
    private final MessageTelling messages;

    Endings(Rooms rooms, Customs customs, CriticalWrites critical) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.critical = requireNonNull(critical, "critical");
        this.messages = new MessageTelling(rooms);
    }

    /**
     * Settles those of a session's calls that have ended; returns what the writer must be told.
     *
     * @param holder the session
     * @param ended which of its pending calls have
     */
    List<String> settle(Tx tx, Instance holder, Predicate<PendingCall> ended) {
        List<PendingCall> calls =
                rooms.locks().pending(tx, holder.id()).stream().filter(ended).toList();
        if (calls.isEmpty()) {
            return List.of();
        }
        Monitors monitors = Monitors.enter(
                rooms.projects(), tx, calls.stream().map(PendingCall::project).toList());
        List<String> lines = new ArrayList<>();
        for (PendingCall call : calls) {
            FileLook now = rooms.outside().files().look(Path.of(call.file()));
            Settled settled = rooms.locks().settle(tx, monitors.of(call.project()), call, now);
            switch (settled) {
                case Settled.Ended(Freed freed, boolean begun) -> {
                    Tidings.free(rooms, tx, List.of(freed));
                    begun(tx, holder, call, freed.lock(), begun);
                }
                case Settled.Held(Lock lock, boolean begun) -> begun(tx, holder, call, lock, begun);
                case Settled.Stale stale -> lines.add(stale(tx, holder, stale.call()));
                case Settled.Harmless _ -> {}
            }
        }
        return lines;
    }

    private void begun(Tx tx, Instance writer, PendingCall call, Lock lock, boolean begun) {
        if (begun) {
            critical.written(tx, call, lock);
            if (isAsked(call)) {
                tellElsewhere(tx, writer, lock);
            }
        }
    }

    private boolean isAsked(PendingCall call) {
        return rooms.grounds().file(call.file(), Path.of("/")) instanceof Survey.Found found
                && customs.on(found.ground()).otherTree() == OtherTree.ASK;
    }

    /**
     * Where persons decide whether a path of another tree is changed here too, its holder learns of it once that has happened:
     * a question that was answered with no changed nothing. Who took the path later was told when it was asked itself.
     */
    private void tellElsewhere(Tx tx, Instance writer, Lock mine) {
        rooms.locks().overlapping(tx, mine.key()).stream()
                .filter(other -> !other.holder().equals(mine.holder()))
                .filter(other -> !other.key().meets(mine.key()) && other.fence() < mine.fence())
                .forEach(other -> rooms.notices()
                        .owe(tx, other.holder(), Words.elsewhere(mine, writer, Spelling.tree(rooms, tx, mine))));
    }

    /** The turn is over, and the session stands still until its next prompt. */
    void turnEnded(Tx tx, Instance session) {
        rooms.instances().turn(tx, session, Turn.ENDED);
        turnOver(tx, session);
    }

    /** A session is cleared: everything in it is over, and what it keeps awaits the next session of its process. */
    void cleared(Tx tx, Instance session) {
        List<String> lines = new ArrayList<>();
        for (Instance child : rooms.instances().children(tx, session.id())) {
            lines.addAll(childOver(tx, child));
        }
        lines.addAll(settle(tx, session, _ -> true));
        lines.forEach(line -> rooms.notices().owe(tx, session.id(), line));
        rooms.instances().turn(tx, session, Turn.CLEARED);
        turnOver(tx, session);
    }

    /** Frees what was held for the turn only, and tells those who were refused what is kept. */
    void turnOver(Tx tx, Instance holder) {
        Monitors monitors = Monitors.enter(rooms.projects(), tx, projectsOf(tx, holder));
        for (ProjectId project : projectsOf(tx, holder)) {
            Tidings.free(rooms, tx, rooms.locks().turnOver(tx, monitors.of(project), holder.id()));
            Tidings.turnOver(rooms, tx, holder, rooms.locks().keptOverTurn(tx, monitors.of(project), holder.id()));
        }
    }

    /** A child agent is over: its calls are settled, and what it held is its parent's. */
    List<String> childOver(Tx tx, Instance child) {
        InstanceId parent = child.parent().orElseThrow();
        List<String> lines = settle(
                tx, rooms.instances().get(tx, parent), call -> call.actor().equals(child.id()));
        rooms.locks().childEnded(tx, child.id(), parent);
        rooms.notices().pass(tx, child.id(), parent);
        Monitor monitor = rooms.projects().enter(tx, child.project());
        messages.passed(tx, monitor, child, rooms.instances().get(tx, parent));
        rooms.instances().end(tx, monitor, child, "its work is done");
        return lines;
    }

    private Set<ProjectId> projectsOf(Tx tx, Instance holder) {
        return new LinkedHashSet<>(rooms.locks().projectsOf(tx, holder.id()));
    }

    /** A write after its lock was lost: both sides are told. */
    private String stale(Tx tx, Instance writer, PendingCall call) {
        Optional<Instance> now =
                heldByOther(tx, call).map(lock -> rooms.instances().get(tx, lock.holder()));
        now.ifPresent(holder -> rooms.notices().owe(tx, holder.id(), Words.overwritten(call.file(), writer)));
        return Words.stale(call.file(), now);
    }

    private Optional<Lock> heldByOther(Tx tx, PendingCall call) {
        return switch (rooms.grounds().file(call.file(), Path.of("/"))) {
            case dev.tutti.projects.Grounds.Survey.Rejected _ -> Optional.empty();
            case dev.tutti.projects.Grounds.Survey.Found found ->
                rooms.projects()
                        .find(tx, found.ground())
                        .flatMap(standing -> rooms
                                .locks()
                                .overlapping(
                                        tx,
                                        new LockKey(
                                                standing.project(),
                                                Optional.of(standing.tree()),
                                                found.place().relative(),
                                                Glob.literal(found.place().key())))
                                .stream()
                                .filter(lock -> lock.key().tree().isEmpty()
                                        || lock.key().tree().equals(Optional.of(standing.tree())))
                                .filter(lock -> !lock.holder().equals(call.holder()))
                                .findFirst());
        };
    }
}
