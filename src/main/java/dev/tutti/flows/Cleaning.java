package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.GitEvidence.Said;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Lock;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.util.List;

/** Ends locks whose paths have nothing uncommitted any more, on git's word, and tells whoever wanted them. */
final class Cleaning {

    private final Rooms rooms;
    private final GitEvidence git;

    Cleaning(Rooms rooms, GitEvidence git) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.git = requireNonNull(git, "git");
    }

    /** Asks git about locks of one project and ends those that are clean; returns how many. Not inside a transaction. */
    int of(ProjectId project, List<Lock> held) {
        if (held.isEmpty()) {
            return 0;
        }
        Said said = git.say(held);
        return said.endsAny() ? rooms.store().write(tx -> end(tx, project, held, said)) : 0;
    }

    private int end(Tx tx, ProjectId project, List<Lock> held, Said said) {
        Monitor monitor = rooms.projects().enter(tx, project);
        Evidence evidence = said.now(rooms.outside().files());
        List<Freed> freed = rooms.locks().clean(tx, monitor, held, evidence);
        Tidings.free(rooms, tx, freed);
        return freed.size();
    }
}
