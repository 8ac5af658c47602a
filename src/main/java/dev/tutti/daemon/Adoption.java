package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.MissedEvents;
import dev.tutti.flows.MissedEvents.Missed;
import dev.tutti.kernel.home.HomeException;
import dev.tutti.kernel.home.MissedLines;
import dev.tutti.kernel.store.StoreException;
import java.util.List;
import java.util.Optional;

/** Takes what launchers noted of events nobody answered, at the daemon's start and whenever it looks after the living. */
final class Adoption {

    private static final System.Logger LOG = System.getLogger("dev.tutti.daemon");

    private final MissedLines lines;
    private final MissedEvents events;

    Adoption(MissedLines lines, MissedEvents events) {
        this.lines = requireNonNull(lines, "lines");
        this.events = requireNonNull(events, "events");
    }

    /** Costs one look at a folder when there is nothing. What cannot be taken now is taken later. */
    void adopt() {
        try {
            List<String> taken = lines.take();
            if (taken.isEmpty()) {
                return;
            }
            List<Missed> missed =
                    taken.stream().map(Missed::parse).flatMap(Optional::stream).toList();
            int sessions = events.adopt(missed);
            lines.forget();
            LOG.log(
                    System.Logger.Level.INFO,
                    "adopted " + missed.size() + " missed events of " + sessions + " known sessions");
        } catch (HomeException | StoreException failed) {
            LOG.log(System.Logger.Level.WARNING, "missed events wait: " + failed.getMessage());
        }
    }
}
