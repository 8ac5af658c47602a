package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.DecisionFilter;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Standing;
import dev.tutti.projects.Tree;
import dev.tutti.worktrees.RecordOutcome;
import dev.tutti.worktrees.Worktrees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commits a project's decision log to a branch of its own whenever something of it changed, where its user wants that. Several
 * changes at once make one commit; one that is missed comes with the next. Safe from any thread.
 */
public final class DecisionBranch {

    private static final System.Logger LOG = System.getLogger("dev.tutti.files");
    private static final String FILE = "decision-log.json";
    private static final int TITLE_MAX = 100;

    private final Rooms rooms;
    private final Worktrees worktrees;
    private final String branch;
    private final Map<Long, RecordedFact> waiting = new ConcurrentHashMap<>();

    /** @param branch its short name */
    public DecisionBranch(Rooms rooms, Worktrees worktrees, String branch) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.worktrees = requireNonNull(worktrees, "worktrees");
        this.branch = requireNonNull(branch, "branch");
    }

    /** Begins to follow what is decided. */
    public void start() {
        rooms.journal().listen(this::note);
    }

    /** On the store's thread: only hands over. */
    private void note(RecordedFact fact) {
        boolean decided = fact.fact().kind().startsWith("decision.");
        if (decided && waiting.put(fact.scope(), fact) == null) {
            rooms.outside().background().run("committing decisions", () -> commit(fact.scope()));
        }
    }

    private synchronized void commit(long scope) {
        RecordedFact fact = requireNonNull(waiting.remove(scope), "a change");
        ProjectId project = new ProjectId(scope);
        record Known(List<Decision> decisions, List<Tree> trees) {}
        Known known = rooms.store()
                .read(tx -> new Known(
                        rooms.decisions()
                                .list(tx, project, DecisionFilter.newest(DecisionFilter.LIMIT_MAX))
                                .reversed(),
                        rooms.projects().trees(tx, project)));
        Worktrees.Content content = new Worktrees.Content(
                branch, FILE, DocumentShapes.text(DocumentShapes.decisionLog(known.decisions())), message(fact));
        known.trees().stream()
                .flatMap(tree -> place(tree, project).stream())
                .findFirst()
                .ifPresent(place -> tell(place, worktrees.record(place, content)));
    }

    /** The repository of a tree, if it still lies there and is the project's. */
    private Optional<GitPlace> place(Tree tree, ProjectId project) {
        var ground = rooms.grounds().directory(Path.of(tree.path()));
        boolean same = rooms.store()
                .read(tx -> rooms.projects().look(tx, ground).map(Standing::project))
                .filter(project::equals)
                .isPresent();
        return same ? ground.git() : Optional.empty();
    }

    private static String message(RecordedFact fact) {
        Map<String, String> details = fact.fact().details();
        String id = fact.fact().subject();
        return switch (fact.fact().kind()) {
            case "decision.made" -> "Decision: " + Foreign.line(details.getOrDefault("title", id), TITLE_MAX);
            case "decision.changed" -> "Decision " + id + " is " + details.getOrDefault("status", "changed");
            default -> "Decisions archived: " + details.getOrDefault("count", "some");
        };
    }

    private void tell(GitPlace place, RecordOutcome outcome) {
        switch (outcome) {
            case RecordOutcome.Committed(String commit) ->
                LOG.log(
                        System.Logger.Level.INFO,
                        "the decisions of " + place.root() + " are commit " + commit + " of " + branch);
            case RecordOutcome.Unchanged _ -> {}
            case RecordOutcome.Failed(String why) ->
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the decisions of " + place.root() + " are not committed (decisions.branch): " + why);
        }
    }
}
