package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.Caller;
import dev.tutti.agents.HookCall;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Meeting;
import dev.tutti.instances.Sighting;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.process.Processes;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import dev.tutti.projects.TreeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Turns a hook's call into somebody: looks at the disk and the process first, then meets them in a transaction. */
final class Arrivals {

    private static final Duration REMOTE_WITHIN = Duration.ofMillis(700);

    /** Programs that stand between an agent and the launcher it calls, and end with it. */
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "fish", "ksh", "env", "timeout");

    private final Rooms rooms;
    private final FlowSettings settings;

    /** Grounds that were met in the store. */
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    Arrivals(Rooms rooms, FlowSettings settings) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * Somebody at the door, before any transaction.
     *
     * @param ground what lies under its working directory
     * @param remote by what that is recognised elsewhere, asked only when it is new here
     */
    record Arrival(HookCall call, Start start, Ground ground, Optional<String> remote, Sighting.Place place) {
        Arrival {
            requireNonNull(call, "call");
            requireNonNull(start, "start");
            requireNonNull(ground, "ground");
            requireNonNull(remote, "remote");
            requireNonNull(place, "place");
        }
    }

    /**
     * Somebody known.
     *
     * @param standing the project and tree it stands in
     * @param monitor that project, held
     */
    record Guest(Meeting meeting, Standing standing, Monitor monitor) {
        Guest {
            requireNonNull(meeting, "meeting");
            requireNonNull(standing, "standing");
            requireNonNull(monitor, "monitor");
        }

        Instance instance() {
            return meeting.instance();
        }

        InstanceId holder() {
            return instance().holder();
        }
    }

    Arrival survey(HookCall call, Start start) {
        Path directory = directory(call);
        Ground ground = rooms.grounds().directory(directory);
        Optional<String> branch = rooms.grounds().branch(ground);
        return new Arrival(
                call,
                start,
                ground,
                remote(ground),
                new Sighting.Place(Optional.empty(), directory.toString(), branch, settings.host()));
    }

    /**
     * By what a ground is recognised on other machines; asked until the ground is written down, since it walks the history.
     * Only for who is about to write it down.
     */
    Optional<String> remote(Ground ground) {
        if (settled.contains(ground.treeKey())) {
            return Optional.empty();
        }
        if (rooms.store().read(tx -> rooms.projects().find(tx, ground).isPresent())) {
            settled.add(ground.treeKey());
            return Optional.empty();
        }
        return rooms.grounds().remote(ground, Deadline.in(rooms.outside().ticker(), REMOTE_WITHIN));
    }

    Guest meet(Tx tx, Arrival arrival) {
        Standing standing = rooms.projects().settle(tx, arrival.ground(), arrival.remote());
        return meet(tx, arrival, standing, rooms.projects().enter(tx, standing.project()));
    }

    /** Meets whoever arrived, its project's monitor being held already. */
    Guest meet(Tx tx, Arrival arrival, Standing standing, Monitor monitor) {
        return guest(
                tx,
                rooms.instances().meet(tx, monitor, sighting(arrival, Optional.of(standing.tree()))),
                monitor,
                standing);
    }

    /** Meets whoever arrived with an event that only ends something: no child is registered for it. */
    Guest meetEnding(Tx tx, Arrival arrival) {
        Standing standing = rooms.projects().settle(tx, arrival.ground(), arrival.remote());
        Monitor monitor = rooms.projects().enter(tx, standing.project());
        Sighting sighting = sighting(arrival, Optional.of(standing.tree()));
        return guest(tx, rooms.instances().meetEnding(tx, monitor, sighting), monitor, standing);
    }

    /** The session of whoever arrived, if it is known and lives; registers nobody. */
    Optional<Instance> known(Tx tx, Arrival arrival) {
        return rooms.instances().known(tx, sighting(arrival, Optional.empty()));
    }

    /** What two sides must know of each other is owed to both, whichever event told of it. */
    private Guest guest(Tx tx, Meeting meeting, Monitor monitor, Standing standing) {
        switch (meeting) {
            case Meeting.Twin twin -> {
                twin.others().forEach(other -> rooms.notices().owe(tx, other.id(), Words.twin(other, twin.instance())));
                rooms.notices().owe(tx, twin.instance().id(), Words.youAreTwin(twin.instance(), twin.others()));
            }
            case Meeting.Joined joined -> {
                joined.nameTaken()
                        .ifPresent(wish -> rooms.notices()
                                .owe(tx, joined.instance().id(), Words.nameTaken(wish, joined.instance())));
                oweWhatWasMissed(tx, joined.instance());
                takeAlong(tx, joined.instance());
            }
            case Meeting.Returned returned -> {
                oweWhatWasMissed(tx, returned.instance());
                takeAlong(tx, returned.instance());
            }
            case Meeting.Moved moved -> oweWhatWasMissed(tx, moved.instance());
            case Meeting.Known _ -> {}
        }
        return new Guest(meeting, standing, monitor);
    }

    /** A session may have been heard of, while no daemon ran, before it is met. */
    private void oweWhatWasMissed(Tx tx, Instance met) {
        met.session().ifPresent(session -> rooms.notices().meet(tx, met.agent(), session, met.holder()));
    }

    /** A session that goes on in another project is the same conversation: what waits for it goes along. */
    private void takeAlong(Tx tx, Instance met) {
        if (!met.isChild()) {
            rooms.instances().former(tx, met).forEach(former -> rooms.messages().follow(tx, former, met));
        }
    }

    private Sighting sighting(Arrival arrival, Optional<TreeId> tree) {
        HookCall call = arrival.call();
        Caller caller = call.caller();
        Optional<String> role = call.agent().isPresent()
                ? Optional.of(call.agentType()).filter(type -> !type.isEmpty())
                : caller.role();
        Sighting.Place place = arrival.place();
        return new Sighting(
                "claude",
                call.session().value(),
                call.agent().map(AgentId::value),
                process(caller),
                arrival.start(),
                wish(caller),
                role,
                new Sighting.Place(tree, place.directory(), place.branch(), settings.host()));
    }

    /** A name in an environment that carries another session's id was inherited from it, not wished. */
    private static Optional<String> wish(Caller caller) {
        return caller.instance().isPresent() ? Optional.empty() : caller.wishedName();
    }

    private Optional<ProcessIdentity> process(Caller caller) {
        if (caller.hostPid().isPresent()) {
            return rooms.outside().processes().identify(caller.hostPid().getAsLong());
        }
        return caller.parentPid().isPresent() ? agentAbove(caller.parentPid().getAsLong()) : Optional.empty();
    }

    /** The process that called the launcher, or the first above it that is no shell. */
    private Optional<ProcessIdentity> agentAbove(long pid) {
        Processes processes = rooms.outside().processes();
        Optional<Long> at = Optional.of(pid);
        for (int steps = 0; at.isPresent() && steps < Processes.MAX_ANCESTORS; steps++) {
            long candidate = at.get();
            boolean shell =
                    processes.commandName(candidate).map(SHELLS::contains).orElse(true);
            if (!shell) {
                return processes.identify(candidate);
            }
            at = processes.parent(candidate).filter(parent -> parent > 1);
        }
        return Optional.empty();
    }

    static Path directory(HookCall call) {
        Path directory = Path.of(call.cwd().isEmpty() ? call.caller().pwd() : call.cwd());
        return directory.isAbsolute() ? directory : Path.of("/").resolve(directory);
    }
}
