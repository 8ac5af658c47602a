package dev.tutti.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.node.ObjectNode;

/** The documents' {@code coord-decisions}: its verbs say that there are no decisions yet, and keep nothing. */
final class CoordDecisionsCommands {

    static final String NOT_YET =
            "decisions are not part of this version of Tutti: nothing was read, nothing was stored";
    static final String NEXT =
            "  Next step: until they are, write the choice into a file of the repository, and look it up there";

    private static final Map<String, Function<Call, CoordBasics>> VERBS = verbs();

    private CoordDecisionsCommands() {}

    static CommandLine decisions(Call call) {
        return CoordBasics.withVerbs(call, new CoordDecisions(call), VERBS);
    }

    private static Map<String, Function<Call, CoordBasics>> verbs() {
        Map<String, Function<Call, CoordBasics>> verbs = new LinkedHashMap<>();
        verbs.put("list", Verb::new);
        verbs.put("query", Verb::new);
        verbs.put("add", Verb::new);
        return verbs;
    }

    @Command(
            name = "coord-decisions",
            description =
                    "The documents' decision log, which is not part of this version yet: every verb exits with 69.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: coord-decisions list --category=api-design"})
    static final class CoordDecisions extends CoordBasics {

        CoordDecisions(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return notYet(this, "coord-decisions");
        }
    }

    @Command(
            description = "Not part of this version yet: exits with 69.",
            footer = {"", "Example: coord-decisions list"})
    static final class Verb extends CoordBasics {

        @Unmatched
        private List<String> ignored = new ArrayList<>();

        Verb(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return notYet(this, "coord-decisions");
        }
    }

    /** Says so, honestly, with a code that no success can be taken for. */
    static int notYet(CoordBasics command, String name) {
        if (command.json) {
            ObjectNode document = command.call.object();
            document.put("available", false);
            document.put("text", NOT_YET);
            command.call.json(document);
        }
        command.err(name + ": " + NOT_YET);
        command.err(NEXT);
        return CoordBasics.NOT_YET;
    }
}
