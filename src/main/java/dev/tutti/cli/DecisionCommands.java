package dev.tutti.cli;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.DecisionOutcome;
import dev.tutti.decisions.DecisionOutcome.Faulty;
import dev.tutti.decisions.DecisionOutcome.NotPossible;
import dev.tutti.decisions.DecisionOutcome.Stored;
import dev.tutti.decisions.DecisionStatus;
import dev.tutti.decisions.Draft;
import dev.tutti.files.DocumentShapes;
import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti decision} and its verbs. */
final class DecisionCommands {

    private static final int TITLE_MAX = 100;

    private DecisionCommands() {}

    /** What stands below {@code tutti decision}, in the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("add", call -> new Add(call));
        verbs.put("propose", call -> new Propose(call));
        verbs.put("accept", call -> new Accept(call));
        verbs.put("implement", call -> new Implement(call));
        verbs.put("deprecate", call -> new Deprecate(call));
        verbs.put("supersede", call -> new Supersede(call));
        verbs.put("list", call -> new DecisionReads.ListThem(call));
        verbs.put("show", call -> new DecisionReads.Show(call));
        verbs.put("search", call -> new DecisionReads.Search(call));
        verbs.put("archive", call -> new Archive(call));
        verbs.put("export", call -> new DecisionReads.Export(call));
        return verbs;
    }

    @Command(
            name = "decision",
            description = "Architectural choices: who starts here is told them, and who touches what they affect.",
            footer = {"", "Example: tutti decision list"})
    static final class DecisionCommand extends Basics {

        DecisionCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(
                    ExitCode.USAGE,
                    "tutti decision needs a verb: " + String.join(", ", verbs().keySet())
                            + "\n  Next step: tutti decision --help");
        }
    }

    @Command(
            name = "add",
            description = "Record a decision that holds from now on.",
            footer = {
                "",
                "Example: tutti decision add api-design \"JWT with 15 min expiry\" --text \"Refresh tokens live for 7 days\" "
                        + "--affects 'src/auth/**'"
            })
    static class Add extends Basics.AsSomebody implements Changes {

        @Parameters(
                index = "0",
                paramLabel = "CATEGORY",
                completionCandidates = Categories.class,
                description = "architecture, api-design, database-schema, security, performance, testing, workflow, "
                        + "ui-pattern or integration")
        private String category = "";

        @Parameters(index = "1", paramLabel = "TITLE", description = "one line of at most 100 characters")
        private String title = "";

        @Option(names = "--text", paramLabel = "TEXT", description = PoolCommands.TEXT)
        private String text = "";

        @Option(names = "--affects", paramLabel = "PATHS", description = PoolCommands.AFFECTS)
        private String affects = "";

        @Option(
                names = "--reach",
                paramLabel = "REACH",
                completionCandidates = Reaches.class,
                description = "how far it reaches: local, module (default), service, system or global")
        private String reach = Draft.SCOPE_USUAL;

        @Option(names = "--problem", paramLabel = "TEXT", description = "why something had to be decided")
        private String problem = "";

        @Option(names = "--alternative", paramLabel = "TEXT", description = "what else was considered; may be repeated")
        private List<String> alternatives = List.of();

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; others are shown it")
        private String reason = "";

        @Option(names = "--depends", paramLabel = "ID", description = "a decision it stands on; may be repeated")
        private List<String> dependencies = List.of();

        Add(Call call) {
            super(call);
        }

        DecisionStatus status() {
            return DecisionStatus.ACCEPTED;
        }

        @Override
        public Integer call() {
            Draft draft = new Draft(
                    category.toLowerCase(Locale.ROOT),
                    reach.toLowerCase(Locale.ROOT),
                    Foreign.text(title).strip(),
                    Foreign.text(text).strip(),
                    Foreign.text(problem).strip(),
                    alternatives.stream()
                            .map(each -> Foreign.text(each).strip())
                            .toList(),
                    Foreign.text(reason).strip(),
                    List.of(),
                    dependencies);
            return said(call, json, call.desk().flows().decisions().make(call.asker(as), draft, affects, status()));
        }
    }

    @Command(
            name = "propose",
            description = "Record a decision that nobody has accepted yet.",
            footer = {
                "",
                "Example: tutti decision propose performance \"Cache the parse tree\" --problem \"parsing takes 2 s\""
            })
    static final class Propose extends Add {

        Propose(Call call) {
            super(call);
        }

        @Override
        DecisionStatus status() {
            return DecisionStatus.PROPOSED;
        }
    }

    /** What takes a decision one state on. */
    abstract static class Step extends Basics.AsSomebody implements Changes {

        @Parameters(index = "0", paramLabel = "ID", description = "as tutti decision list shows it")
        String id = "";

        Step(Call call) {
            super(call);
        }

        abstract DecisionStatus next();

        @Override
        public Integer call() {
            return call.desk()
                    .flows()
                    .decisions()
                    .become(call.asker(as), id, next())
                    .map(outcome -> said(call, json, outcome))
                    .orElseGet(() -> unknown(call, id));
        }
    }

    @Command(
            name = "accept",
            description = "A proposed decision holds from now on.",
            footer = {"", "Example: tutti decision accept DEC-20260108-0001"})
    static final class Accept extends Step {

        Accept(Call call) {
            super(call);
        }

        @Override
        DecisionStatus next() {
            return DecisionStatus.ACCEPTED;
        }
    }

    @Command(
            name = "implement",
            description = "What was decided is in place.",
            footer = {"", "Example: tutti decision implement DEC-20260108-0001"})
    static final class Implement extends Step {

        Implement(Call call) {
            super(call);
        }

        @Override
        DecisionStatus next() {
            return DecisionStatus.IMPLEMENTED;
        }
    }

    @Command(
            name = "deprecate",
            description = "A decision does not hold any more; whoever was told it is told so.",
            footer = {"", "Example: tutti decision deprecate DEC-20260108-0001"})
    static final class Deprecate extends Step {

        Deprecate(Call call) {
            super(call);
        }

        @Override
        DecisionStatus next() {
            return DecisionStatus.DEPRECATED;
        }
    }

    @Command(
            name = "supersede",
            description = "Another decision takes the place of one; whoever was told that one is told so.",
            footer = {"", "Example: tutti decision supersede DEC-20260108-0001 DEC-20260109-0001"})
    static final class Supersede extends Basics.AsSomebody implements Changes {

        @Parameters(index = "0", paramLabel = "ID", description = "the one that does not hold any more")
        private String id = "";

        @Parameters(index = "1", paramLabel = "SUCCESSOR", description = "the one that holds instead")
        private String successor = "";

        Supersede(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.desk()
                    .flows()
                    .decisions()
                    .supersede(call.asker(as), id, successor)
                    .map(outcome -> said(call, json, outcome))
                    .orElseGet(() -> unknown(call, id + " or " + successor));
        }
    }

    @Command(
            name = "archive",
            description = "Take all but the newest out of sight; they are kept, and found with --archived.",
            footer = {"", "Example: tutti decision archive --keep 100"})
    static final class Archive extends Basics.AsSomebody implements Changes {

        @Option(names = "--keep", required = true, paramLabel = "N", description = "how many stay in sight")
        private int kept;

        Archive(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (kept < 0) {
                return call.fail(ExitCode.USAGE, "--keep is 0 or more\n  Next step: tutti decision archive --keep 100");
            }
            int count = call.desk().flows().decisions().archive(call.asker(as), kept);
            if (json) {
                ObjectNode document = call.object();
                document.put("archived", count);
                call.json(document);
            } else {
                call.line(count + (count == 1 ? " decision is" : " decisions are") + " archived");
            }
            return ExitCode.DONE;
        }
    }

    /** The documents' words. */
    static final class Categories extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Categories() {
            super(Draft.CATEGORIES);
        }
    }

    /** The documents' words. */
    static final class Reaches extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Reaches() {
            super(Draft.SCOPES);
        }
    }

    static int unknown(Call call, String id) {
        return call.fail(
                ExitCode.FAILED,
                "there is no decision " + Foreign.line(id, 100) + " in this project"
                        + "\n  Next step: tutti decision list --archived");
    }

    static String line(Decision decision) {
        return decision.publicId() + "  " + decision.status().word() + "  "
                + decision.draft().category() + "  "
                + Foreign.line(decision.draft().title(), TITLE_MAX);
    }

    private static int said(Call call, boolean json, DecisionOutcome outcome) {
        return switch (outcome) {
            case Stored(Decision decision, List<Decision> contradicts) -> {
                if (json) {
                    ObjectNode document = DocumentShapes.decision(decision);
                    var array = document.putArray("same_matter");
                    contradicts.forEach(other -> array.add(other.publicId()));
                    call.json(document);
                } else {
                    call.line(line(decision));
                    contradicts.forEach(other -> call.line("  also in force on the same matter: " + line(other)
                            + "\n    if it does not hold any more: tutti decision supersede " + other.publicId() + " "
                            + decision.publicId()));
                }
                yield ExitCode.DONE;
            }
            case Faulty(List<String> faults) ->
                call.fail(
                        ExitCode.USAGE,
                        "nothing was stored: " + String.join("; ", faults)
                                + "\n  Next step: tutti decision add --help shows what may stand where");
            case NotPossible(Decision decision, DecisionStatus wanted) ->
                call.fail(
                        ExitCode.FAILED,
                        decision.publicId() + " is " + decision.status().word() + " and cannot become " + wanted.word()
                                + "\n  Next step: tutti decision show " + decision.publicId());
        };
    }
}
