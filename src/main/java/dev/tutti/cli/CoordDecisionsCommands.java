package dev.tutti.cli;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.DecisionFilter;
import dev.tutti.decisions.DecisionOutcome;
import dev.tutti.decisions.DecisionOutcome.Faulty;
import dev.tutti.decisions.DecisionOutcome.NotPossible;
import dev.tutti.decisions.DecisionOutcome.Stored;
import dev.tutti.decisions.DecisionStatus;
import dev.tutti.decisions.Draft;
import dev.tutti.files.DocumentShapes;
import dev.tutti.flows.People;
import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.text.Foreign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The documents' {@code coord-decisions}. */
final class CoordDecisionsCommands {

    /** Source: the documents. */
    static final int LIMIT_USUAL = 10;

    private static final String CATEGORY = "one of the documents' nine categories";
    private static final int TITLE_MAX = 100;
    private static final int DESCRIPTION_MAX = 500;

    private CoordDecisionsCommands() {}

    /** In the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("list", call -> new ListThem(call));
        verbs.put("query", call -> new Query(call));
        verbs.put("add", call -> new Add(call));
        return verbs;
    }

    @Command(
            name = "coord-decisions",
            description = "The documents' decision log; alone it lists the newest 10. tutti decision does more.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-decisions list --category=api-design"})
    static final class CoordDecisions extends CoordBasics {

        CoordDecisions(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return show(this, newest(this, Optional.empty(), LIMIT_USUAL));
        }
    }

    @Command(
            name = "list",
            description = "The newest decisions.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-decisions list --category=api-design --limit=5"})
    static final class ListThem extends CoordBasics {

        @Option(names = "--category", paramLabel = "CATEGORY", description = CATEGORY)
        private Optional<String> category = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", description = "at most so many; 10 unless given")
        private int limit = LIMIT_USUAL;

        ListThem(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (limit < 1 || limit > DecisionFilter.LIMIT_MAX) {
                err("Error: --limit is 1 to " + DecisionFilter.LIMIT_MAX);
                return WRONG;
            }
            return show(this, newest(this, category, limit));
        }
    }

    @Command(
            name = "query",
            description = "All of one decision.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-decisions query DEC-20260108-0001"})
    static final class Query extends CoordBasics {

        @Parameters(paramLabel = "ID", description = "as coord-decisions list shows it")
        private String id = "";

        Query(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            People people = call.desk().flows().people();
            Optional<Decision> found = call.desk()
                    .rooms()
                    .store()
                    .read(tx -> people.standing(tx, people.ground(asker(Optional.empty())))
                            .flatMap(standing -> call.desk().rooms().decisions().find(tx, standing.project(), id)));
            if (found.isEmpty()) {
                err("Error: decision " + Foreign.line(id, TITLE_MAX) + " not found");
                return WRONG;
            }
            call.output().out(DocumentShapes.text(DocumentShapes.decision(found.get())));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "add",
            description = "Record a decision that holds from now on.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {
                "",
                "Example: tutti coord-decisions add --category=api-design --title=\"Use JWT\" --description=\"for 15 min\""
            })
    static final class Add extends CoordBasics implements Changes {

        @Option(names = "--category", required = true, paramLabel = "CATEGORY", description = CATEGORY)
        private String category = "";

        @Option(
                names = "--title",
                required = true,
                paramLabel = "TEXT",
                description = "one line of at most 100 characters")
        private String title = "";

        @Option(names = "--description", required = true, paramLabel = "TEXT", description = "at most 500 characters")
        private String description = "";

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "local, module (default), service, system or global")
        private String scope = Draft.SCOPE_USUAL;

        Add(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return log(
                    this,
                    asker(Optional.empty()),
                    Draft.of(category, scope, title.strip(), description.strip()),
                    "Decision logged: ");
        }
    }

    /** The newest that are not archived. */
    static List<Decision> newest(CoordBasics command, Optional<String> category, int limit) {
        People people = command.call.desk().flows().people();
        DecisionFilter filter = new DecisionFilter(category, Optional.empty(), List.of(), false, limit);
        return command.call
                .desk()
                .rooms()
                .store()
                .read(tx -> people.standing(tx, people.ground(command.asker(Optional.empty())))
                        .map(standing -> command.call.desk().rooms().decisions().list(tx, standing.project(), filter))
                        .orElse(List.of()));
    }

    static ArrayNode array(List<Decision> decisions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        decisions.forEach(decision -> array.add(DocumentShapes.decision(decision)));
        return array;
    }

    private static int show(CoordBasics command, List<Decision> decisions) {
        if (command.json) {
            command.call.output().out(DocumentShapes.text(array(decisions)));
            return ExitCode.DONE;
        }
        if (decisions.isEmpty()) {
            command.call.line("No decisions found.");
        }
        for (Decision decision : decisions) {
            command.call.line("[" + decision.publicId() + "] "
                    + Foreign.line(decision.draft().title(), TITLE_MAX));
            command.call.line("  Category: " + decision.draft().category());
            command.call.line("  Made At: " + DocumentShapes.time(decision.at()));
            command.call.line("  Status: " + decision.status().word());
            command.call.line("  Scope: " + decision.draft().scope());
            command.call.line("  Description: " + Foreign.line(decision.draft().description(), DESCRIPTION_MAX));
            command.call.line("");
        }
        return ExitCode.DONE;
    }

    /** @param before what stands before its id */
    static int log(CoordBasics command, Asker asker, Draft draft, String before) {
        DecisionOutcome outcome =
                command.call.desk().flows().decisions().make(asker, draft, "", DecisionStatus.ACCEPTED);
        return switch (outcome) {
            case Stored(Decision decision, List<Decision> _) -> {
                if (command.json) {
                    command.call.output().out(DocumentShapes.text(DocumentShapes.decision(decision)));
                } else {
                    command.call.line(before + decision.publicId());
                }
                yield ExitCode.DONE;
            }
            case Faulty(List<String> faults) -> {
                faults.forEach(fault -> command.err("Error: " + fault));
                yield CoordBasics.WRONG;
            }
            case NotPossible _ -> throw new IllegalStateException("a new decision has no state before it");
        };
    }
}
