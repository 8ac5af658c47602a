package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockId;
import dev.tutti.locks.PendingCall;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What happens when an instance is gone: everything it had is free at once, and whoever wanted it is told. */
final class Farewell {

    private final Rooms rooms;
    private final GitEvidence git;
    private final MessageTelling messages;

    Farewell(Rooms rooms, GitEvidence git) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.git = requireNonNull(git, "git");
        this.messages = new MessageTelling(rooms);
    }

    /** Somebody gone, what of its is free now, and which of these files it had changed. */
    record Departure(Instance instance, List<Freed> freed, List<Lock> changed) {
        Departure {
            requireNonNull(instance, "instance");
            freed = List.copyOf(freed);
            changed = List.copyOf(changed);
        }
    }

    /** Ends an instance in the caller's transaction; after it, notes are left on what it did not commit. */
    List<Freed> bid(Tx tx, Instance instance, String reason) {
        Departure departure = part(tx, instance, reason);
        noteSoon(tx, departure);
        return departure.freed();
    }

    /**
     * Ends an instance in the caller's transaction, taking every project it has something in, in the order of their keys. The
     * caller sees to it that {@link #note} follows.
     */
    Departure part(Tx tx, Instance instance, String reason) {
        Set<Long> projects = new TreeSet<>();
        projects.add(instance.project().value());
        rooms.locks().projectsOf(tx, instance.id()).forEach(project -> projects.add(project.value()));
        rooms.pool().projectsOf(tx, instance.id()).forEach(project -> projects.add(project.value()));
        Set<LockId> written = written(tx, instance);
        List<Freed> freed = new ArrayList<>();
        for (long project : projects) {
            Monitor monitor = rooms.projects().enter(tx, new ProjectId(project));
            List<Freed> here = rooms.locks().holderGone(tx, monitor, instance.id());
            Tidings.free(rooms, tx, here);
            freed.addAll(here);
            rooms.pool().authorGone(tx, monitor, instance);
            if (project == instance.project().value() && isStillHere(tx, instance.id())) {
                end(tx, monitor, instance, reason);
            }
        }
        return new Departure(instance, freed, changed(freed, written));
    }

    private void end(Tx tx, Monitor monitor, Instance instance, String reason) {
        messages.left(tx, monitor, instance);
        rooms.instances()
                .children(tx, instance.id())
                .forEach(child -> rooms.notices().forget(tx, child.id()));
        rooms.notices().forget(tx, instance.id());
        rooms.pool().forget(tx, instance.id());
        rooms.decisions().forget(tx, instance.id());
        rooms.notes().forget(tx, instance.id());
        rooms.instances().end(tx, monitor, instance, reason);
    }

    /** The locks under which a call wrote whose end was never told. */
    private Set<LockId> written(Tx tx, Instance instance) {
        return rooms.locks().pending(tx, instance.id()).stream()
                .filter(call ->
                        rooms.outside().files().look(Path.of(call.file())).differsFrom(call.before()))
                .map(PendingCall::lock)
                .collect(Collectors.toSet());
    }

    private static List<Lock> changed(List<Freed> freed, Set<LockId> written) {
        return freed.stream()
                .map(Freed::lock)
                .filter(lock -> lock.hold() == Hold.TASK)
                .filter(lock -> lock.changed() || written.contains(lock.id()))
                .toList();
    }

    private void noteSoon(Tx tx, Departure departure) {
        if (!departure.changed().isEmpty()) {
            tx.afterCommit(() -> rooms.outside()
                    .background()
                    .run("leftovers of " + departure.instance().name(), () -> note(departure)));
        }
    }

    /** Leaves a note on every path that somebody gone changed and did not commit. Asks git; not inside a transaction. */
    void note(Departure departure) {
        List<Lock> dirty = departure.changed().isEmpty() ? List.of() : git.dirty(departure.changed());
        if (dirty.isEmpty()) {
            return;
        }
        rooms.store().write(tx -> {
            dirty.forEach(lock ->
                    rooms.locks().leftover(tx, lock, departure.instance().name()));
            return dirty.size();
        });
    }

    private boolean isStillHere(Tx tx, InstanceId id) {
        return rooms.instances().find(tx, id).filter(found -> !found.hasEnded()).isPresent();
    }
}
