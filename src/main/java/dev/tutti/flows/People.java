package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.Caller;
import dev.tutti.agents.SessionId;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Registration;
import dev.tutti.instances.Sighting;
import dev.tutti.instances.TaskSource;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Who gives a command, and those who are registered by hand. */
public final class People {

    private final Rooms rooms;
    private final FlowSettings settings;
    private final Arrivals arrivals;
    private final Leaving leaving;
    private final String machine;

    /** @param machine the machine's name, as part of a person's id */
    People(Rooms rooms, FlowSettings settings, Arrivals arrivals, Leaving leaving, String machine) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.settings = requireNonNull(settings, "settings");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.leaving = requireNonNull(leaving, "leaving");
        this.machine = requireNonNull(machine, "machine");
    }

    /**
     * Who stands behind a command, and where.
     *
     * @param as the name or id the command says it is given as
     */
    public record Asker(Path directory, Caller caller, Optional<String> as) {
        public Asker {
            requireNonNull(directory, "directory");
            requireNonNull(caller, "caller");
            requireNonNull(as, "as");
        }
    }

    /** Nobody of that name is here. */
    public static final class NobodyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NobodyException(String text) {
            super(text);
        }
    }

    /** The standing of a ground, if anything of Tutti happened in any tree of its project; for looking. Reads only. */
    public Optional<Standing> standing(Tx tx, Ground ground) {
        return rooms.projects().look(tx, ground);
    }

    public Ground ground(Asker asker) {
        return rooms.grounds().directory(asker.directory());
    }

    /**
     * Who the asker is, as far as that is known: named by {@code --as}, else the nearest process above the command that was
     * registered by hand, unless the process of its session is nearer, else the living session whose shell this is, else
     * the person. Empty for a person who has done nothing yet. Reads only.
     *
     * @throws NobodyException when {@code --as} names nobody
     */
    public Optional<Instance> find(Tx tx, Asker asker, Optional<Standing> standing) {
        if (asker.as().isPresent()) {
            return Optional.of(called(tx, standing, asker.as().get()));
        }
        Optional<Instance> session = session(tx, asker);
        return script(tx, asker, session).or(() -> session).or(() -> knownPerson(tx, asker));
    }

    private Optional<Instance> knownPerson(Tx tx, Asker asker) {
        return rooms.instances().byPublicId(tx, personId(asker)).filter(person -> !person.hasEnded());
    }

    /** The living session whose shell the asker's is. */
    Optional<Instance> session(Tx tx, Asker asker) {
        return asker.caller()
                .session()
                .map(SessionId::value)
                .flatMap(id -> rooms.instances().ofSession(tx, "claude", id));
    }

    /** Whoever is registered under the asker's process or the nearest above it, not looking past the session's own. */
    private Optional<Instance> script(Tx tx, Asker asker, Optional<Instance> session) {
        List<Instance> scripts = rooms.instances().scriptsOfHost(tx, settings.host());
        if (scripts.isEmpty() || asker.caller().parentPid().isEmpty()) {
            return Optional.empty();
        }
        long nearest = asker.caller().parentPid().getAsLong();
        List<Long> chain = new ArrayList<>(List.of(nearest));
        chain.addAll(rooms.outside().processes().ancestors(nearest));
        for (long pid : chain) {
            Optional<Instance> found = scripts.stream()
                    .filter(script -> isProcess(script, pid))
                    .filter(script -> rooms.instances().life(script) == Life.ALIVE)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            if (session.filter(known -> isProcess(known, pid)).isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isProcess(Instance instance, long pid) {
        return instance.process().map(process -> process.pid() == pid).orElse(false);
    }

    /** Whoever a name or id means here. */
    public Instance called(Tx tx, Optional<Standing> standing, String name) {
        return standing.flatMap(known -> rooms.instances().called(tx, known.project(), name))
                .or(() -> rooms.instances().byPublicId(tx, name))
                .filter(found -> !found.hasEnded())
                .orElseThrow(() -> nobody(tx, standing, name));
    }

    private NobodyException nobody(Tx tx, Optional<Standing> standing, String name) {
        String called = Foreign.quoted(name, 80);
        return standing.flatMap(known -> rooms.instances().wentOn(tx, known.project(), name))
                .map(now -> new NobodyException(called + " has left this project; its session goes on in the project "
                        + Foreign.label(rooms.projects().name(tx, now.project()), 40) + " as " + now.publicId()
                        + ", which names it from here too"))
                .orElseGet(() -> new NobodyException("nobody here is called " + called + "; "
                        + Nearest.guess(name, names(tx, standing))
                        + "tutti instances lists who is, tutti register NAME adds somebody"));
    }

    /** The names of all who are here. Reads only. */
    public List<String> names(Tx tx, Optional<Standing> standing) {
        return standing.map(known -> rooms.instances().living(tx, known.project())).orElse(List.of()).stream()
                .map(Instance::name)
                .toList();
    }

    /** The asker, the person being registered if this is the first thing it does. */
    Instance actor(Tx tx, Asker asker, Standing standing, Monitor monitor) {
        return find(tx, asker, Optional.of(standing)).orElseGet(() -> person(tx, asker, standing, monitor));
    }

    /** The person whose login the asker has, registered if this is the first it has to do with Tutti. */
    Instance person(Tx tx, Asker asker, Standing standing, Monitor monitor) {
        return knownPerson(tx, asker).orElseGet(() -> register(tx, asker, standing, monitor));
    }

    private Instance register(Tx tx, Asker asker, Standing standing, Monitor monitor) {
        Registration person = new Registration(
                "person",
                personName(asker),
                false,
                Optional.of(personId(asker)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                place(asker, standing));
        return rooms.instances().registerOrRevive(tx, monitor, person);
    }

    public String personId(Asker asker) {
        return "person-" + personName(asker) + "@" + machine;
    }

    private static String personName(Asker asker) {
        String user = asker.caller().user();
        return user.isEmpty() ? "somebody" : user.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** The lease of the daemon that watches whoever registers here. */
    long host() {
        return settings.host();
    }

    Sighting.Place place(Asker asker, Standing standing) {
        Ground ground = ground(asker);
        return new Sighting.Place(
                Optional.of(standing.tree()),
                asker.directory().toString(),
                rooms.grounds().branch(ground),
                settings.host());
    }

    /** What {@code tutti register} says. */
    public record Newcomer(
            String name, Optional<String> role, Optional<String> task, OptionalLong pid, Optional<Duration> ttl) {
        public Newcomer {
            requireNonNull(name, "name");
            requireNonNull(role, "role");
            requireNonNull(task, "task");
            requireNonNull(pid, "pid");
            requireNonNull(ttl, "ttl");
        }
    }

    /** Registers a script or another agent. */
    public Instance register(Asker asker, Newcomer newcomer) {
        Optional<ProcessIdentity> process = newcomer.pid().isPresent()
                ? Optional.of(rooms.outside()
                        .processes()
                        .identify(newcomer.pid().getAsLong())
                        .orElseThrow(() -> new NobodyException("no process has the id "
                                + newcomer.pid().getAsLong() + "; --pid takes one that runs on this machine")))
                : Optional.empty();
        return in(
                asker,
                (tx, standing, monitor) -> rooms.instances()
                        .register(
                                tx,
                                monitor,
                                new Registration(
                                        "script",
                                        newcomer.name(),
                                        false,
                                        Optional.empty(),
                                        newcomer.role().map(role -> Foreign.line(role, 40)),
                                        newcomer.task().map(task -> Foreign.line(task, 200)),
                                        process,
                                        newcomer.ttl(),
                                        place(asker, standing))));
    }

    /** Proof of life. */
    public Instance heartbeat(Asker asker, Duration ttl) {
        return in(asker, (tx, standing, monitor) -> {
            Instance self = actor(tx, asker, standing, monitor);
            rooms.instances().heartbeat(tx, self, ttl);
            return self;
        });
    }

    /** Ends whoever asks: everything it had is free. */
    public Instance bye(Asker asker) {
        return in(asker, (tx, standing, monitor) -> {
            Instance self = actor(tx, asker, standing, monitor);
            leaving.leave(tx, self, "it said bye");
            return self;
        });
    }

    /** Says what the asker is doing. */
    public Instance task(Asker asker, String text) {
        return in(asker, (tx, standing, monitor) -> {
            Instance self = actor(tx, asker, standing, monitor);
            rooms.instances().task(tx, self, Foreign.line(text, 200), TaskSource.EXPLICIT);
            return rooms.instances().get(tx, self.id());
        });
    }

    /** Work in the project the asker stands in, its row being held. */
    interface Inside<T> {
        T in(Tx tx, Standing standing, Monitor monitor);
    }

    <T> T in(Asker asker, Inside<T> work) {
        Ground ground = ground(asker);
        Optional<String> remote = arrivals.remote(ground);
        return rooms.store().write(tx -> {
            Standing standing = rooms.projects().settle(tx, ground, remote);
            return work.in(tx, standing, rooms.projects().enter(tx, standing.project()));
        });
    }
}
