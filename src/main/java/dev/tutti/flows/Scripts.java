package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.flows.People.NobodyException;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Presence;
import dev.tutti.instances.Registration;
import dev.tutti.instances.TaskSource;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Shell scripts that take part through the documents' functions. One is known by the process of its shell, so that it needs to
 * remember nothing: whatever a subshell of it registers is still there afterwards, and is gone with the shell. A script
 * that runs inside a session is that session's child. Safe from any thread.
 */
public final class Scripts {

    /** What a script is when it does not say; the documents' own defaults. */
    public static final String TASK_DEFAULT = "No task specified";

    public static final String ROLE_DEFAULT = "main";

    private static final int LOCKS_MAX = 2_000;
    private static final Pattern DOCUMENTED_ID = Pattern.compile("claude-[0-9]{8}-[0-9]{6}-[a-f0-9]{8}");

    private final Rooms rooms;
    private final People people;
    private final Presences presences;
    private final Leaving leaving;
    private final Watch watch;

    Scripts(Rooms rooms, People people, Presences presences, Leaving leaving, Watch watch) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.people = requireNonNull(people, "people");
        this.presences = requireNonNull(presences, "presences");
        this.leaving = requireNonNull(leaving, "leaving");
        this.watch = requireNonNull(watch, "watch");
    }

    /**
     * A script as it calls.
     *
     * @param shell the process of its shell, by which it lives
     * @param task what it says it is doing, empty when it does not
     * @param role likewise
     */
    public record Script(long shell, String task, String role) {
        public Script {
            task = task.isEmpty() ? TASK_DEFAULT : Foreign.line(task, 200);
            role = role.isEmpty() ? ROLE_DEFAULT : Foreign.line(role, 40);
        }
    }

    /** What a heartbeat found. */
    public sealed interface Beat {

        /** Whoever calls is known and lives. */
        record Alive(Instance instance) implements Beat {}

        /** It was not known any more, and is again. */
        record Again(Instance instance) implements Beat {}
    }

    /** Somebody whose end had not been noticed, with the time since it was seen. */
    public record Stale(String publicId, Duration unseen) {
        public Stale {
            requireNonNull(publicId, "publicId");
            requireNonNull(unseen, "unseen");
        }
    }

    /** What cleaning up ended, in one project. */
    public record Cleaned(List<Stale> instances, int expiredLocks) {
        public Cleaned {
            instances = List.copyOf(instances);
        }
    }

    /**
     * Registers a script under its shell's process; one that is registered already gets the new task and role.
     *
     * @throws NobodyException when no such process runs on this machine
     */
    public Instance register(Asker asker, Script script) {
        ProcessIdentity process = process(script.shell());
        return people.in(asker, (tx, standing, monitor) -> {
            Optional<Instance> known = ofProcess(tx, process);
            if (known.isPresent()) {
                rooms.instances().task(tx, known.get(), script.task(), TaskSource.EXPLICIT);
                rooms.instances().role(tx, known.get(), script.role());
                return rooms.instances().get(tx, known.get().id());
            }
            return join(tx, new Place(asker, standing, monitor), process, script);
        });
    }

    /** Ends the registration of a shell's process, and with it all its locks; false when there is none. */
    public boolean leave(Asker asker, long shell) {
        Optional<ProcessIdentity> process = rooms.outside().processes().identify(shell);
        return process.isPresent()
                && people.in(asker, (tx, _, _) -> {
                    Optional<Instance> known = ofProcess(tx, process.get());
                    known.ifPresent(script -> leaving.leave(tx, script, "it unregistered"));
                    return known.isPresent();
                });
    }

    /**
     * Proof of life of a script, or of the session whose shell it is. One that is not known is registered again.
     *
     * @param formerId the public id it believes to have, or empty
     */
    public Beat heartbeat(Asker asker, long shell, String formerId) {
        ProcessIdentity process = process(shell);
        return people.in(asker, (tx, standing, monitor) -> {
            Optional<Instance> known = ofProcess(tx, process).or(() -> people.session(tx, asker));
            if (known.isPresent()) {
                rooms.instances().heartbeat(tx, known.get(), Duration.ofHours(1));
                return new Beat.Alive(known.get());
            }
            Place place = new Place(asker, standing, monitor);
            return new Beat.Again(revive(tx, place, process, formerId)
                    .orElseGet(() -> join(tx, place, process, new Script(shell, "", ""))));
        });
    }

    /** A public id for whoever wants to give one out; nothing is registered. */
    public String freshId() {
        return rooms.store().read(tx -> rooms.instances().freshPublicId(tx, "claude"));
    }

    /** Bids farewell to those who are gone and writes off what has expired, everywhere; tells of the asker's project. */
    public Cleaned cleanUp(Asker asker) {
        record Before(ProjectId project, List<Instance> gone, List<Lock> expired, Instant now) {}
        Optional<Before> before = rooms.store()
                .read(tx -> people.standing(tx, people.ground(asker))
                        .map(standing -> new Before(
                                standing.project(),
                                rooms.instances().living(tx, standing.project()).stream()
                                        .filter(each -> presences.of(tx, each) == Presence.GONE)
                                        .toList(),
                                rooms.locks().ofProject(tx, standing.project(), LOCKS_MAX).stream()
                                        .filter(lock -> hasExpired(lock, tx.now()))
                                        .toList(),
                                tx.now())));
        watch.look();
        if (before.isEmpty()) {
            return new Cleaned(List.of(), 0);
        }
        List<Stale> stale = rooms.store()
                .read(tx -> before.get().gone().stream()
                        .filter(each -> rooms.instances().get(tx, each.id()).hasEnded())
                        .map(each -> new Stale(
                                each.publicId(),
                                Duration.between(each.seenAt(), before.get().now())))
                        .toList());
        return new Cleaned(stale, before.get().expired().size());
    }

    static boolean hasExpired(Lock lock, Instant now) {
        return lock.hold() == Hold.HAND
                && lock.expiresAt().isPresent()
                && !lock.expiresAt().get().isAfter(now);
    }

    private record Place(Asker asker, Standing standing, Monitor monitor) {}

    /** Its id has the form the documents know, though it is no session. */
    private Instance join(Tx tx, Place place, ProcessIdentity process, Script script) {
        Optional<InstanceId> parent = people.session(tx, place.asker())
                .filter(session -> session.project().equals(place.standing().project()))
                .map(Instance::holder);
        return rooms.instances()
                .register(
                        tx,
                        place.monitor(),
                        registration(place, process, script, rooms.instances().freshPublicId(tx, "claude")),
                        parent);
    }

    /** Somebody of that id lives again, if it has ended and nothing it belonged to has. */
    private Optional<Instance> revive(Tx tx, Place place, ProcessIdentity process, String formerId) {
        if (!DOCUMENTED_ID.matcher(formerId).matches()) {
            return Optional.empty();
        }
        Optional<Instance> former = rooms.instances().byPublicId(tx, formerId);
        boolean mayReturn = former.filter(
                        found -> found.agent().equals("script") && found.hasEnded() && !found.isChild())
                .filter(found -> found.project().equals(place.standing().project()))
                .isPresent();
        if (former.isPresent() && !mayReturn) {
            return Optional.empty();
        }
        Script as = new Script(process.pid(), "", "");
        return Optional.of(
                rooms.instances().registerOrRevive(tx, place.monitor(), registration(place, process, as, formerId)));
    }

    private Registration registration(Place place, ProcessIdentity process, Script script, String publicId) {
        return new Registration(
                "script",
                script.role(),
                false,
                Optional.of(publicId),
                Optional.of(script.role()),
                Optional.of(script.task()),
                Optional.of(process),
                Optional.empty(),
                people.place(place.asker(), place.standing()));
    }

    private Optional<Instance> ofProcess(Tx tx, ProcessIdentity process) {
        return rooms.instances().scriptsOfHost(tx, people.host()).stream()
                .filter(script -> script.process().equals(Optional.of(process)))
                .findFirst();
    }

    private ProcessIdentity process(long pid) {
        return rooms.outside()
                .processes()
                .identify(pid)
                .orElseThrow(() -> new NobodyException("no process has the id " + pid
                        + " where the daemon runs; a script in a container of its own cannot take part"));
    }
}
