package dev.tutti.cli;

import dev.tutti.decisions.DecisionFilter;
import dev.tutti.decisions.Draft;
import dev.tutti.files.DocumentShapes;
import dev.tutti.files.DocumentedView.Entry;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.ScriptLocks;
import dev.tutti.flows.Scripts;
import dev.tutti.instances.Instance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the documents' shell functions call, a verb for each. They print and return what the documents say; the shell keeps
 * nothing.
 */
final class CoordCommands {

    /** The documents' code for whoever was not known any more. */
    static final int STALE = 13;

    private CoordCommands() {}

    /** In the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("whoami", call -> new WhoAmI(call));
        verbs.put("generate-id", call -> new GenerateId(call));
        verbs.put("register", call -> new Register(call));
        verbs.put("unregister", call -> new Unregister(call));
        verbs.put("heartbeat", call -> new Heartbeat(call));
        verbs.put("cleanup-stale", call -> new CleanupStale(call));
        verbs.put("acquire", call -> new CoordFileCommands.Acquire(call));
        verbs.put("release", call -> new CoordFileCommands.Release(call));
        verbs.put("renew", call -> new CoordFileCommands.Renew(call));
        verbs.put("release-all", call -> new CoordFileCommands.ReleaseAll(call));
        verbs.put("release-of", call -> new CoordFileCommands.ReleaseOf(call));
        verbs.put("check", call -> new CoordFileCommands.Check(call));
        verbs.put("conflict", call -> new CoordFileCommands.Conflict(call));
        verbs.put("instances", call -> new Instances(call));
        verbs.put("work", call -> new Work(call));
        verbs.put("log-decision", call -> new LogDecision(call));
        verbs.put("query-decisions", call -> new QueryDecisions(call));
        return verbs;
    }

    @Command(
            name = "coord",
            description = "What the documents' shell functions call: see coordination.sh in a prepared repository.",
            footer = {"", "Example: tutti coord acquire --shell $$ src/api.py \"Running migration\""})
    static final class Coord extends CoordBasics {

        Coord(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(ExitCode.USAGE, "tutti coord needs a verb\n  Next step: tutti coord --help");
        }
    }

    /** One function of a shell. */
    abstract static class OfShell extends CoordBasics {

        @Option(names = "--shell", paramLabel = "PID", description = "the process of the shell that calls")
        Optional<Long> shell = Optional.empty();

        OfShell(Call call) {
            super(call);
        }

        Asker asker() {
            return asker(shell);
        }

        /** The shell's process; of a caller that does not say, the launcher's parent. */
        long pid() {
            return shell.or(() -> Optional.of(asker().caller().parentPid().orElse(0)))
                    .get();
        }

        Scripts scripts() {
            return call.desk().flows().scripts();
        }

        ScriptLocks locks() {
            return call.desk().flows().scriptLocks();
        }

        /** Nothing is printed where the documents' function prints nothing. */
        int done(String word) {
            return json ? result(word, ExitCode.DONE) : ExitCode.DONE;
        }

        int id(String id) {
            if (json) {
                ObjectNode document = call.object();
                document.put("instance_id", id);
                call.json(document);
            } else {
                call.line(id);
            }
            return ExitCode.DONE;
        }

        int not(String word, int code, String line) {
            err(line);
            return json ? result(word, code) : code;
        }

        int unusable(Answer.Unusable unusable) {
            return not(
                    "unusable",
                    ExitCode.FAILED,
                    "File " + shown(unusable.path()) + " cannot be locked: " + unusable.why());
        }
    }

    @Command(
            name = "whoami",
            description = "The id by which the caller is known.",
            footer = {"", "Example: tutti coord whoami"})
    static final class WhoAmI extends OfShell {

        WhoAmI(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            People people = call.desk().flows().people();
            Asker asker = asker();
            Optional<Instance> self = call.desk()
                    .rooms()
                    .store()
                    .read(tx -> people.find(tx, asker, people.standing(tx, people.ground(asker))));
            return id(self.map(Instance::publicId).orElseGet(() -> people.personId(asker)));
        }
    }

    @Command(
            name = "generate-id",
            description = "An id that nobody has; nobody is registered.",
            footer = {"", "Example: tutti coord generate-id"})
    static final class GenerateId extends OfShell {

        GenerateId(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return id(scripts().freshId());
        }
    }

    @Command(
            name = "register",
            description = "Register the calling shell; it lives as long as its process.",
            footer = {"", "Example: tutti coord register --shell $$ \"Database migration\" db-admin"})
    static final class Register extends OfShell implements Changes {

        @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = "what it is doing")
        private String task = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "ROLE", description = "what it is for")
        private String role = "";

        Register(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Instance self = scripts().register(asker(), new Scripts.Script(pid(), task, role));
            if (json) {
                call.json(Shapes.instance(self));
            } else {
                call.line(self.publicId());
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "unregister",
            description = "End the shell's registration: everything it holds is free.",
            footer = {"", "Example: tutti coord unregister --shell $$"})
    static final class Unregister extends OfShell implements Changes {

        Unregister(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            boolean was = scripts().leave(asker(), pid());
            return done(was ? "unregistered" : "not_registered");
        }
    }

    @Command(
            name = "heartbeat",
            description = "Prove that the shell lives; one that is not known is registered again, and 13 says so.",
            footer = {"", "Example: tutti coord heartbeat --shell $$"})
    static final class Heartbeat extends OfShell implements Changes {

        @Parameters(arity = "0..1", paramLabel = "ID", description = "the id it believes to have")
        private String id = "";

        Heartbeat(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return switch (scripts().heartbeat(asker(), pid(), id)) {
                case Scripts.Beat.Alive _ -> done("alive");
                case Scripts.Beat.Again(Instance instance) ->
                    not(
                            "registered_again",
                            STALE,
                            "This shell was not known any more; it is registered again as " + instance.publicId());
            };
        }
    }

    @Command(
            name = "cleanup-stale",
            description = "Look after the dead and the expired now, and print how many instances were gone.",
            footer = {"", "Example: tutti coord cleanup-stale"})
    static final class CleanupStale extends OfShell implements Changes {

        CleanupStale(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Scripts.Cleaned cleaned = scripts().cleanUp(asker());
            if (json) {
                return CoordLockCommands.answer(call, cleaned);
            }
            cleaned.instances().forEach(each -> err(CoordLockCommands.staleLine(each)));
            call.line(Integer.toString(cleaned.instances().size()));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "instances",
            description = "Who is here, as the documents' registry lists it.",
            footer = {"", "Example: tutti coord instances | jq length"})
    static final class Instances extends OfShell {

        Instances(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            call.output()
                    .out(DocumentShapes.text(call.desk().documents().shapes().instances(known().view())));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "work",
            description =
                    "One entry of the documents' registry, the caller's own unless an id is given; nothing if it has none.",
            footer = {"", "Example: tutti coord work claude-20260108-124532-a3f7b2d1"})
    static final class Work extends OfShell {

        @Parameters(arity = "0..1", paramLabel = "ID", description = "whose entry")
        private String id = "";

        Work(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            String wanted = id.isEmpty() ? self() : id;
            known().view().entries().stream()
                    .filter(entry -> entry.instance().publicId().equals(wanted))
                    .findFirst()
                    .ifPresent(this::show);
            return ExitCode.DONE;
        }

        private void show(Entry entry) {
            call.output()
                    .out(DocumentShapes.text(call.desk().documents().shapes().instance(entry)));
        }

        private String self() {
            People people = call.desk().flows().people();
            Asker asker = asker();
            return call.desk()
                    .rooms()
                    .store()
                    .read(tx -> people.find(tx, asker, people.standing(tx, people.ground(asker))))
                    .map(Instance::publicId)
                    .orElse("");
        }
    }

    @Command(
            name = "log-decision",
            description = "Record a decision that holds from now on; prints its id.",
            footer = {
                "",
                "Example: tutti coord log-decision --shell $$ database-schema \"Added users table\" \"Initial\" system"
            })
    static final class LogDecision extends OfShell implements Changes {

        @Parameters(index = "0", paramLabel = "CATEGORY", description = "one of the documents' nine")
        private String category = "";

        @Parameters(index = "1", paramLabel = "TITLE", description = "one line of at most 100 characters")
        private String title = "";

        @Parameters(index = "2", arity = "0..1", paramLabel = "TEXT", description = "at most 500 characters")
        private String description = "";

        @Parameters(
                index = "3",
                arity = "0..1",
                paramLabel = "SCOPE",
                description = "local, module (default), service, system or global")
        private String scope = Draft.SCOPE_USUAL;

        LogDecision(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return CoordDecisionsCommands.log(
                    this, asker(), Draft.of(category, scope, title.strip(), description.strip()), "");
        }
    }

    @Command(
            name = "query-decisions",
            description = "The newest decisions, a JSON array.",
            footer = {"", "Example: tutti coord query-decisions api-design 5"})
    static final class QueryDecisions extends OfShell {

        @Parameters(index = "0", arity = "0..1", paramLabel = "CATEGORY", description = "only those of this category")
        private String category = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "at most so many; 10 unless given")
        private int limit = CoordDecisionsCommands.LIMIT_USUAL;

        QueryDecisions(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (limit < 1 || limit > DecisionFilter.LIMIT_MAX) {
                return not("wrong", ExitCode.FAILED, "the limit is 1 to " + DecisionFilter.LIMIT_MAX);
            }
            call.output()
                    .out(DocumentShapes.text(CoordDecisionsCommands.array(CoordDecisionsCommands.newest(
                            this, Optional.of(category).filter(word -> !word.isEmpty()), limit))));
            return ExitCode.DONE;
        }
    }
}
