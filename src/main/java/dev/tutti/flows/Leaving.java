package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What happens when somebody says goodbye, and when one gives back all it took by hand. */
final class Leaving {

    private final Rooms rooms;
    private final Sessions.Goings goings;

    Leaving(Rooms rooms, Sessions.Goings goings) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.goings = requireNonNull(goings, "goings");
    }

    /**
     * Ends an instance: what it has is free. What a child edited for its session goes on being its session's; what it took by
     * hand is free.
     */
    void leave(Tx tx, Instance self, String reason) {
        if (self.isChild()) {
            release(tx, self, lock -> lock.hold() == Hold.HAND);
            goings.endings().childOver(tx, self).forEach(line -> rooms.notices().owe(tx, self.holder(), line));
        } else {
            goings.farewell().bid(tx, self, reason);
        }
    }

    /** Gives back those locks that this very instance took; a lock whose call still runs ends with that. Returns how many. */
    int release(Tx tx, Instance self, Predicate<Lock> which) {
        List<ProjectId> projects = rooms.locks().projectsOf(tx, self.holder());
        Monitors monitors = Monitors.enter(rooms.projects(), tx, projects);
        int released = 0;
        for (ProjectId project : projects) {
            Monitor monitor = monitors.of(project);
            for (Lock lock : rooms.locks().ofHolder(tx, self.holder(), project)) {
                if (lock.actor().equals(self.id()) && which.test(lock)) {
                    var freed = rooms.locks().release(tx, monitor, lock.id());
                    freed.ifPresent(each -> Tidings.free(rooms, tx, List.of(each)));
                    released++;
                }
            }
        }
        return released;
    }

    /** Takes away everything that another has; it is recorded, and it is told. Returns how many locks. */
    int releaseByForce(Tx tx, Instance holder, Instance by) {
        List<ProjectId> projects = rooms.locks().projectsOf(tx, holder.holder());
        Monitors monitors = Monitors.enter(rooms.projects(), tx, projects);
        int released = 0;
        for (ProjectId project : projects) {
            for (Lock lock : rooms.locks().ofHolder(tx, holder.holder(), project)) {
                if (holder.isChild() && !lock.actor().equals(holder.id())) {
                    continue;
                }
                Optional<Freed> freed = rooms.locks().releaseByForce(tx, monitors.of(project), lock.id());
                freed.ifPresent(each -> tellRobbed(tx, each, holder, by));
                released++;
            }
        }
        return released;
    }

    private void tellRobbed(Tx tx, Freed freed, Instance holder, Instance by) {
        Instance session = rooms.instances().get(tx, holder.holder());
        Tidings.free(rooms, tx, List.of(freed));
        String path = Spelling.shown(rooms, tx, freed.lock(), session);
        rooms.notices().owe(tx, session.id(), Words.ended(path, by));
    }
}
