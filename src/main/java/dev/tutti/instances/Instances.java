package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Meeting.Joined;
import dev.tutti.instances.Meeting.Known;
import dev.tutti.instances.Meeting.Moved;
import dev.tutti.instances.Meeting.Returned;
import dev.tutti.instances.Meeting.Twin;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.process.Processes;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is here. Every verb works in the caller's transaction; safe from any thread. */
public final class Instances {

    /** How long a session whose process cannot be observed lives without an event. */
    public static final Duration UNOBSERVED_TTL = Duration.ofHours(1);

    /** An event this soon after the last one is not written down. */
    static final Duration TOUCH_EVERY = Duration.ofSeconds(5);

    /** Former places of one session that are looked at. */
    private static final int FORMER_MAX = 20;

    private final InstanceTable table = new InstanceTable();
    private final Journal journal;
    private final Processes processes;
    private final Registrar registrar;

    public Instances(Journal journal, Processes processes, Ids ids) {
        this.journal = requireNonNull(journal, "journal");
        this.processes = requireNonNull(processes, "processes");
        this.registrar = new Registrar(table, journal, ids);
    }

    /**
     * Says who a sighting is, registering whoever is not known: any event does, so that a session that was open before
     * Tutti was is an instance from its next step on.
     */
    public Meeting meet(Tx tx, Monitor monitor, Sighting sighting) {
        List<Instance> living = table.livingOfSession(tx, sighting.agent(), sighting.session());
        Meeting root = meetSession(tx, monitor, sighting.ofSession(), living);
        if (sighting.agentId().isEmpty()) {
            return root;
        }
        return knownChild(tx, sighting, root.instance(), living)
                .orElseGet(() -> joinChild(tx, monitor, sighting, root.instance()));
    }

    /**
     * Like {@link #meet} for an event that only ends something: a child that is not known has ended already, and its session
     * is met in its place.
     */
    public Meeting meetEnding(Tx tx, Monitor monitor, Sighting sighting) {
        List<Instance> living = table.livingOfSession(tx, sighting.agent(), sighting.session());
        Meeting root = meetSession(tx, monitor, sighting.ofSession(), living);
        return knownChild(tx, sighting, root.instance(), living).orElse(root);
    }

    /** The living session of a sighting, if it is known; registers nobody. */
    public Optional<Instance> known(Tx tx, Sighting sighting) {
        return sameProcess(sighting, rootsOfSession(tx, sighting.agent(), sighting.session()));
    }

    private Optional<Meeting> knownChild(Tx tx, Sighting sighting, Instance root, List<Instance> living) {
        return living.stream()
                .filter(child -> child.parent().equals(Optional.of(root.id())))
                .filter(child -> child.agentId().equals(sighting.agentId()))
                .findFirst()
                .map(child -> new Known(touched(tx, child)));
    }

    /** Registers a script, a person or another agent by hand. */
    public Instance register(Tx tx, Monitor monitor, Registration registration) {
        return registrar.register(tx, monitor, registration, Optional.empty());
    }

    /**
     * The same below a session, towards others one holder with it.
     *
     * @param parent the session's root
     */
    public Instance register(Tx tx, Monitor monitor, Registration registration, Optional<InstanceId> parent) {
        return registrar.register(tx, monitor, registration, parent);
    }

    /** The same for an id of one's own choosing, which lives again if it had ended. */
    public Instance registerOrRevive(Tx tx, Monitor monitor, Registration registration) {
        return registrar.registerOrRevive(tx, monitor, registration);
    }

    /** Those registered by hand that live by a process which this host's daemon watches. */
    public List<Instance> scriptsOfHost(Tx tx, long host) {
        return table.livingScripts(tx, host);
    }

    /** A public id that nobody has, in the form of an agent's kind, the time and eight digits. */
    public String freshPublicId(Tx tx, String agent) {
        return registrar.publicId(agent, tx.now());
    }

    public Optional<Instance> byPublicId(Tx tx, String publicId) {
        return table.byPublicId(tx, publicId);
    }

    public Optional<Instance> find(Tx tx, InstanceId id) {
        return table.find(tx, id);
    }

    /** Whoever a person means by a public id, or by the name of somebody living in the project. */
    public Optional<Instance> called(Tx tx, ProjectId project, String nameOrPublicId) {
        Optional<Instance> byName = table.livingByName(tx, project, nameOrPublicId);
        return byName.isPresent() ? byName : table.byPublicId(tx, nameOrPublicId);
    }

    /** The living root of a host's session; the newest when twins share it. */
    public Optional<Instance> ofSession(Tx tx, String agent, String session) {
        return table.livingOfSession(tx, agent, session).stream()
                .filter(instance -> !instance.isChild())
                .reduce((_, later) -> later);
    }

    /** Where a session was before, in whichever project: roots of it that have ended, the newest first. */
    public List<Instance> former(Tx tx, Instance root) {
        return root.session()
                .map(session -> table.endedOfSession(tx, root.agent(), session, FORMER_MAX))
                .orElse(List.of());
    }

    /** Itself while it lives, else what its session goes on as, in whichever project. */
    public Optional<Instance> now(Tx tx, Instance instance) {
        return instance.hasEnded() && !instance.isChild()
                ? instance.session().flatMap(session -> ofSession(tx, instance.agent(), session))
                : Optional.of(instance).filter(living -> !living.hasEnded());
    }

    /** What the session goes on as, elsewhere, that a public id, or a name in this project, meant last. */
    public Optional<Instance> wentOn(Tx tx, ProjectId project, String nameOrPublicId) {
        return table.byPublicId(tx, nameOrPublicId)
                .or(() -> table.endedByName(tx, project, nameOrPublicId))
                .filter(Instance::hasEnded)
                .flatMap(ended -> now(tx, ended));
    }

    /** All living roots of a host's session, oldest first: more than one when twins share it. */
    public List<Instance> rootsOfSession(Tx tx, String agent, String session) {
        return table.livingOfSession(tx, agent, session).stream()
                .filter(instance -> !instance.isChild())
                .toList();
    }

    public List<Instance> living(Tx tx, ProjectId project) {
        return table.livingOfProject(tx, project);
    }

    public List<Instance> livingOfHost(Tx tx, long host) {
        return table.livingOfHost(tx, host);
    }

    public List<Instance> children(Tx tx, InstanceId parent) {
        return table.livingChildren(tx, parent);
    }

    /** What the machine says of its process; unknown when it has none that can be observed. */
    public Life life(Instance instance) {
        return instance.process().map(processes::look).orElse(Life.UNKNOWN);
    }

    /** Notes that it began, ended or interrupted its turn. */
    public void turn(Tx tx, Instance instance, Turn turn) {
        if (instance.turn() == turn) {
            touched(tx, instance);
        } else {
            table.setTurn(tx, instance.id(), turn, tx.now());
        }
    }

    /** Takes a task text unless a better source already gave one. */
    public void task(Tx tx, Instance instance, String task, TaskSource source) {
        boolean better = source.compareTo(instance.taskSource()) >= 0 && source != TaskSource.FIRST_PROMPT;
        boolean first = instance.taskSource() == TaskSource.NONE;
        if ((better || first) && !instance.task().equals(Optional.of(task))) {
            table.setTask(tx, instance.id(), task, source);
        }
    }

    /** Takes another role. */
    public void role(Tx tx, Instance instance, String role) {
        if (!instance.role().equals(Optional.of(role))) {
            table.setRole(tx, instance.id(), role);
        }
    }

    /** Proof of life of a registration without a process: it lives {@code ttl} longer. */
    public void heartbeat(Tx tx, Instance instance, Duration ttl) {
        table.touch(
                tx,
                instance.id(),
                tx.now(),
                instance.process().isPresent()
                        ? Optional.empty()
                        : Optional.of(tx.now().plus(ttl)));
    }

    /** Adds the time nobody was there to every registration that lapses. */
    public void extendTerms(Tx tx, Duration downtime) {
        table.extendTerms(tx, downtime.toMillis());
    }

    /** Ends an instance and its children; what they held is the caller's to free in the same transaction. */
    public void end(Tx tx, Monitor monitor, Instance instance, String reason) {
        for (Instance child : table.livingChildren(tx, instance.id())) {
            endOne(tx, monitor, child, reason);
        }
        endOne(tx, monitor, instance, reason);
    }

    private void endOne(Tx tx, Monitor monitor, Instance instance, String reason) {
        table.setEnded(tx, instance.id(), tx.now());
        journal.append(tx, monitor, new InstanceFact.Left(instance, reason).toFact());
    }

    private Meeting meetSession(Tx tx, Monitor monitor, Sighting sighting, List<Instance> living) {
        List<Instance> roots =
                living.stream().filter(instance -> !instance.isChild()).toList();
        Optional<Instance> same = sameProcess(sighting, roots);
        if (same.isPresent()) {
            return new Known(refreshed(tx, same.get(), sighting));
        }
        if (!roots.isEmpty()) {
            return twin(tx, monitor, sighting, roots);
        }
        Optional<Instance> former = formerOfProcess(tx, sighting);
        if (former.isPresent()) {
            return move(tx, monitor, former.get(), sighting);
        }
        return table.endedOfSession(tx, sighting.agent(), sighting.session(), FORMER_MAX).stream()
                .filter(ended -> ended.project().equals(monitor.project()))
                .findFirst()
                .map(ended -> revive(tx, monitor, ended, sighting))
                .orElseGet(() -> joinRoot(tx, monitor, sighting));
    }

    /**
     * The root this sighting comes from: the one of its process, else one whose process is gone or unknown, which the
     * session's new process replaces. A sighting without a process is of the newest root.
     */
    private Optional<Instance> sameProcess(Sighting sighting, List<Instance> roots) {
        if (sighting.process().isEmpty()) {
            return roots.stream().reduce((_, later) -> later);
        }
        Optional<Instance> exact = roots.stream()
                .filter(root -> root.process().equals(sighting.process()))
                .findFirst();
        return exact.isPresent()
                ? exact
                : roots.stream().filter(root -> life(root) != Life.ALIVE).findFirst();
    }

    /**
     * A living session of the same process under another id, when this event says that the process went on, or when that
     * session was cleared and the beginning of the next one was never told.
     */
    private Optional<Instance> formerOfProcess(Tx tx, Sighting sighting) {
        Optional<Instance> former = sighting.process()
                .flatMap(process -> table.livingOfProcess(tx, sighting.place().host(), process));
        return switch (sighting.start()) {
            case CLEARED, FORKED -> former;
            case NONE -> former.filter(instance -> instance.turn() == Turn.CLEARED);
            case FRESH -> Optional.empty();
        };
    }

    private Meeting move(Tx tx, Monitor monitor, Instance former, Sighting sighting) {
        table.renameSession(tx, former, sighting.session());
        table.setTurn(tx, former.id(), Turn.ENDED, tx.now());
        Instance moved = table.find(tx, former.id()).orElseThrow();
        String formerSession = former.session().orElse("");
        journal.append(tx, monitor, new InstanceFact.Moved(moved, formerSession).toFact());
        return new Moved(moved, formerSession);
    }

    private Meeting revive(Tx tx, Monitor monitor, Instance ended, Sighting sighting) {
        String name = NameRules.unique(ended.name(), registrar.names(tx, monitor.project()));
        table.revive(tx, ended.id(), name, turnAt(sighting), tx.now());
        table.touch(tx, ended.id(), tx.now(), Optional.of(tx.now().plus(UNOBSERVED_TTL)));
        sighting.process().ifPresent(process -> table.setProcess(tx, ended.id(), process));
        table.setPlace(tx, ended.id(), sighting.place());
        Instance revived = table.find(tx, ended.id()).orElseThrow();
        journal.append(tx, monitor, new InstanceFact.Returned(revived).toFact());
        return new Returned(revived);
    }

    private Meeting joinRoot(Tx tx, Monitor monitor, Sighting sighting) {
        Set<String> taken = registrar.names(tx, monitor.project());
        Optional<String> wish = sighting.wishedName().flatMap(NameRules::tidy);
        String name = wish.map(wished -> NameRules.unique(wished, taken)).orElseGet(() -> NameRules.nextLetter(taken));
        Instance joined = registrar.join(tx, monitor, fresh(tx, monitor, sighting, name, Optional.empty()));
        return new Joined(joined, wish.filter(wished -> !wished.equals(name)));
    }

    private Meeting joinChild(Tx tx, Monitor monitor, Sighting sighting, Instance parent) {
        String name = NameRules.child(parent.name(), registrar.names(tx, monitor.project()));
        Instance joined = registrar.join(tx, monitor, fresh(tx, monitor, sighting, name, Optional.of(parent.id())));
        return new Joined(joined, Optional.empty());
    }

    private Meeting twin(Tx tx, Monitor monitor, Sighting sighting, List<Instance> others) {
        Instance joined = joinRoot(tx, monitor, sighting).instance();
        journal.append(tx, monitor, new InstanceFact.Twinned(joined).toFact());
        return new Twin(joined, others);
    }

    private Instance fresh(Tx tx, Monitor monitor, Sighting sighting, String name, Optional<InstanceId> parent) {
        Instant now = tx.now();
        boolean lapses = sighting.process().isEmpty() && parent.isEmpty();
        return new Instance(
                new InstanceId(0),
                registrar.publicId(sighting.agent(), now),
                name,
                sighting.agent(),
                Optional.of(sighting.session()),
                sighting.agentId(),
                parent,
                monitor.project(),
                sighting.place().tree(),
                sighting.role(),
                Optional.empty(),
                TaskSource.NONE,
                sighting.place().branch(),
                sighting.place().directory(),
                parent.isPresent() ? Optional.empty() : sighting.process(),
                sighting.place().host(),
                parent.isPresent() ? Turn.RUNNING : turnAt(sighting),
                now,
                now,
                now,
                lapses ? Optional.of(now.plus(UNOBSERVED_TTL)) : Optional.empty(),
                Optional.empty());
    }

    /** Whoever is first heard of in the middle of something is at work, until its turn is told to be over. */
    private static Turn turnAt(Sighting sighting) {
        return sighting.start() == Start.NONE ? Turn.RUNNING : Turn.ENDED;
    }

    /** A known root with what this event newly says of its process and place. */
    private Instance refreshed(Tx tx, Instance root, Sighting sighting) {
        boolean newProcess =
                sighting.process().isPresent() && !sighting.process().equals(root.process());
        boolean moved = sighting.start() != Start.NONE
                || root.host() != sighting.place().host();
        if (newProcess) {
            table.setProcess(tx, root.id(), sighting.process().get());
        }
        if (moved) {
            table.setPlace(tx, root.id(), sighting.place());
        }
        Instance current = newProcess || moved ? table.find(tx, root.id()).orElseThrow() : root;
        return touched(tx, current);
    }

    private Instance touched(Tx tx, Instance instance) {
        Instant now = tx.now();
        boolean lately = Duration.between(instance.seenAt(), now).abs().compareTo(TOUCH_EVERY) < 0;
        if (!lately) {
            table.touch(tx, instance.id(), now, instance.expiresAt().map(_ -> now.plus(UNOBSERVED_TTL)));
        }
        return instance;
    }

    /** What {@code find} gives, for callers that know the row must be there. */
    public Instance get(Tx tx, InstanceId id) {
        return table.find(tx, id).orElseThrow(() -> new IllegalStateException("no instance has the key " + id.value()));
    }

    /** The identity of a host's process from its pid; empty when no such process runs here. */
    public Optional<ProcessIdentity> processOf(long pid) {
        return processes.identify(pid);
    }
}
