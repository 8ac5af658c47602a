package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

/** All flows over one set of rooms, wired by hand. Safe from any thread. */
public final class Flows {

    private final Hooks hooks;
    private final Watch watch;
    private final Presences presences;

    public Flows(Rooms rooms, FlowSettings settings, Sessions.EnvironmentFile environmentFile) {
        requireNonNull(rooms, "rooms");
        requireNonNull(settings, "settings");
        Arrivals arrivals = new Arrivals(rooms, settings);
        GitEvidence git = new GitEvidence(rooms);
        Farewell farewell = new Farewell(rooms, git);
        Contention contention = new Contention(rooms, git, farewell);
        Endings endings = new Endings(rooms);
        this.presences = new Presences(rooms, settings);
        Shells shells = new Shells(rooms, arrivals, git);
        this.hooks = new Hooks(
                new Edits(rooms, settings, arrivals, contention),
                shells,
                new Turns(rooms, arrivals, endings),
                new Sessions(rooms, arrivals, farewell, new Digest(rooms, presences), environmentFile));
        this.watch = new Watch(rooms, settings, farewell);
    }

    /** What hook events are answered with. */
    public Hooks hooks() {
        return hooks;
    }

    /** What looks after the living between events. */
    public Watch watch() {
        return watch;
    }

    /** How present instances are. */
    public Presences presences() {
        return presences;
    }
}
