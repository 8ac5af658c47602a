package dev.tutti.decisions;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision.Maker;
import dev.tutti.decisions.DecisionOutcome.Faulty;
import dev.tutti.decisions.DecisionOutcome.NotPossible;
import dev.tutti.decisions.DecisionOutcome.Stored;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.PathLinks;
import dev.tutti.projects.ProjectId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was decided. Every verb works in the caller's transaction; those that change take the project's monitor. Stateless. */
public final class Decisions {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Decisions in force that a new one is compared with. */
    private static final int COMPARED_MAX = 1_000;

    private final DecisionTable table = new DecisionTable();
    private final Journal journal;

    public Decisions(Journal journal) {
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * Makes a decision; the outcome names those in force on the same matter.
     *
     * @param status proposed, accepted or implemented
     */
    public DecisionOutcome make(Tx tx, Monitor monitor, Draft said, DecisionStatus status, Instance maker) {
        Draft draft = said.kept();
        List<String> faults = new ArrayList<>(DecisionRules.faults(draft));
        draft.dependencies().stream()
                .filter(id -> table.find(tx, monitor.project(), id).isEmpty())
                .forEach(id -> faults.add("dependencies: there is no decision " + id));
        if (!faults.isEmpty()) {
            return new Faulty(faults);
        }
        List<Decision> contradicts = table.inForce(tx, monitor.project(), COMPARED_MAX).stream()
                .filter(other -> DecisionRules.sameMatter(draft, other.draft()))
                .toList();
        Decision made = new Decision(
                new DecisionId(0),
                monitor.project(),
                nextId(tx, monitor.project()),
                draft,
                status,
                Optional.empty(),
                new Maker(maker.publicId(), maker.name(), maker.role().orElse("")),
                tx.now(),
                tx.now(),
                false);
        Decision stored = made.withId(table.insert(tx, made));
        journal.append(tx, monitor, new DecisionFact.Made(maker, stored).toFact());
        return new Stored(stored, contradicts);
    }

    private String nextId(Tx tx, ProjectId project) {
        String day = DAY.format(tx.now());
        return "DEC-" + day + "-" + String.format(Locale.ROOT, "%04d", table.nextNumber(tx, project, day));
    }

    /** Takes it one state on; superseding has a verb of its own. */
    public DecisionOutcome become(Tx tx, Monitor monitor, Decision decision, DecisionStatus next, Instance actor) {
        return change(tx, monitor, decision, next, Optional.empty(), actor);
    }

    /** Another decision, which exists, takes its place. */
    public DecisionOutcome supersede(Tx tx, Monitor monitor, Decision decision, Decision successor, Instance actor) {
        if (decision.id().equals(successor.id())) {
            return new NotPossible(decision, DecisionStatus.SUPERSEDED);
        }
        return change(tx, monitor, decision, DecisionStatus.SUPERSEDED, Optional.of(successor.publicId()), actor);
    }

    private DecisionOutcome change(
            Tx tx,
            Monitor monitor,
            Decision decision,
            DecisionStatus next,
            Optional<String> successor,
            Instance actor) {
        if (!decision.status().mayBecome(next)) {
            return new NotPossible(decision, next);
        }
        Decision changed = decision.become(next, successor, tx.now());
        table.setStatus(tx, changed);
        journal.append(tx, monitor, new DecisionFact.Changed(actor, changed).toFact());
        return new Stored(changed, List.of());
    }

    /** Takes all but the newest {@code kept} out of sight; returns how many. Nothing is lost: they are found when asked for. */
    public int archive(Tx tx, Monitor monitor, int kept, Instance actor) {
        int count = table.archive(tx, monitor.project(), kept);
        if (count > 0) {
            journal.append(tx, monitor, new DecisionFact.Archived(actor, count).toFact());
        }
        return count;
    }

    public Optional<Decision> find(Tx tx, ProjectId project, String publicId) {
        return table.find(tx, project, publicId);
    }

    /** The newest first. */
    public List<Decision> list(Tx tx, ProjectId project, DecisionFilter filter) {
        return table.list(tx, project, filter);
    }

    /** The newest of those that bind whoever works now. */
    public List<Decision> inForce(Tx tx, ProjectId project, int limit) {
        return table.inForce(tx, project, limit);
    }

    /** All that are not out of sight. */
    public long count(Tx tx, ProjectId project) {
        return table.count(tx, project);
    }

    /** The same, by category. */
    public Map<String, Long> countsByCategory(Tx tx, ProjectId project) {
        return table.countsByCategory(tx, project);
    }

    /** Those in force that affect a path and that an instance was not told all of in this conversation, oldest first. */
    public List<Decision> unshownAbout(Tx tx, ProjectId project, String pathKey, InstanceId reader) {
        return table.unshownAbout(tx, project, pathKey, reader).stream()
                .filter(decision -> PathLinks.matches(decision.draft().paths(), pathKey))
                .toList();
    }

    /** An instance was told of it: all of it, or its title. */
    public void shown(Tx tx, Decision decision, InstanceId reader, boolean inFull) {
        table.show(tx, decision.id(), reader, inFull);
    }

    /** Who was told of it in a conversation that goes on. */
    public List<InstanceId> shownTo(Tx tx, Decision decision) {
        return table.shownTo(tx, decision.id());
    }

    /** An instance has ended, or its conversation begins anew: it knows of none. */
    public void forget(Tx tx, InstanceId reader) {
        table.forget(tx, reader);
    }
}
