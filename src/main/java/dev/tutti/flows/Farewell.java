package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What happens when an instance is gone: everything it had is free at once, and whoever wanted it is told. */
final class Farewell {

    private final Rooms rooms;
    private final GitEvidence git;

    Farewell(Rooms rooms, GitEvidence git) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.git = requireNonNull(git, "git");
    }

    /** Ends an instance in the caller's transaction, taking every project it has something in, in the order of their keys. */
    List<Freed> bid(Tx tx, Instance instance, String reason) {
        Set<Long> projects = new TreeSet<>();
        projects.add(instance.project().value());
        rooms.locks().projectsOf(tx, instance.id()).forEach(project -> projects.add(project.value()));
        List<Freed> freed = new ArrayList<>();
        for (long project : projects) {
            Monitor monitor = rooms.projects().enter(tx, new ProjectId(project));
            freed.addAll(free(tx, monitor, instance));
            if (project == instance.project().value()) {
                rooms.instances().end(tx, monitor, instance, reason);
            }
        }
        rooms.notices().forget(tx, instance.id());
        tx.afterCommit(() -> noteLeftovers(instance, freed));
        return freed;
    }

    /** Frees what a gone instance had in one project whose monitor is held; the rest follows when it is bid farewell. */
    List<Freed> free(Tx tx, Monitor monitor, Instance instance) {
        List<Freed> freed = rooms.locks().holderGone(tx, monitor, instance.id());
        Tidings.free(rooms, tx, instance, freed);
        return freed;
    }

    /** Leaves a note on every path that the instance changed and did not commit. */
    private void noteLeftovers(Instance instance, List<Freed> freed) {
        List<Lock> changed = freed.stream()
                .map(Freed::lock)
                .filter(lock -> lock.settled() && lock.hold() == Hold.TASK)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        rooms.outside().background().run("leftovers of " + instance.name(), () -> {
            List<Lock> dirty = git.dirty(changed);
            rooms.store().write(tx -> {
                dirty.forEach(lock -> rooms.locks().leftover(tx, lock, instance.name()));
                return dirty.size();
            });
        });
    }

    /** Whether an instance is another than itself by now: ended in between, or never there. */
    boolean isStillHere(Tx tx, InstanceId id) {
        return rooms.instances().find(tx, id).filter(found -> !found.hasEnded()).isPresent();
    }
}
