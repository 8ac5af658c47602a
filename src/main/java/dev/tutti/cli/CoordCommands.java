package dev.tutti.cli;

import dev.tutti.files.DocumentShapes;
import dev.tutti.files.DocumentedView.Entry;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.ScriptLocks;
import dev.tutti.flows.Scripts;
import dev.tutti.instances.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/**
 * What the documents' shell functions call, a verb for each. They print and return what the documents say; the shell keeps
 * nothing.
 */
final class CoordCommands {

    /** The documents' code for whoever was not known any more. */
    static final int STALE = 13;

    private static final Map<String, Function<Call, CoordBasics>> VERBS = verbs();

    private CoordCommands() {}

    static CommandLine coord(Call call) {
        return CoordBasics.withVerbs(call, new Coord(call), VERBS);
    }

    private static Map<String, Function<Call, CoordBasics>> verbs() {
        Map<String, Function<Call, CoordBasics>> verbs = new LinkedHashMap<>();
        verbs.put("whoami", WhoAmI::new);
        verbs.put("generate-id", GenerateId::new);
        verbs.put("register", Register::new);
        verbs.put("unregister", Unregister::new);
        verbs.put("heartbeat", Heartbeat::new);
        verbs.put("cleanup-stale", CleanupStale::new);
        verbs.put("acquire", CoordFileCommands.Acquire::new);
        verbs.put("release", CoordFileCommands.Release::new);
        verbs.put("renew", CoordFileCommands.Renew::new);
        verbs.put("release-all", CoordFileCommands.ReleaseAll::new);
        verbs.put("release-of", CoordFileCommands.ReleaseOf::new);
        verbs.put("check", CoordFileCommands.Check::new);
        verbs.put("conflict", CoordFileCommands.Conflict::new);
        verbs.put("instances", Instances::new);
        verbs.put("work", Work::new);
        verbs.put("log-decision", Decisions::new);
        verbs.put("query-decisions", Decisions::new);
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
            call.line(self.map(Instance::publicId).orElseGet(() -> people.personId(asker)));
            return ExitCode.DONE;
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
            call.line(scripts().freshId());
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "register",
            description = "Register the calling shell; it lives as long as its process.",
            footer = {"", "Example: tutti coord register --shell $$ \"Database migration\" db-admin"})
    static final class Register extends OfShell {

        @Parameters(index = "0", arity = "0..1", paramLabel = "TASK")
        private String task = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "ROLE")
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
    static final class Unregister extends OfShell {

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
    static final class Heartbeat extends OfShell {

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
    static final class CleanupStale extends OfShell {

        CleanupStale(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            List<Scripts.Stale> stale = scripts().cleanUp(asker()).instances();
            stale.forEach(each -> err(CoordLockCommands.staleLine(each)));
            call.line(Integer.toString(stale.size()));
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

        @Parameters(arity = "0..1", paramLabel = "ID")
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
            description = "Not part of this version yet: exits with 69.",
            footer = {"", "Example: tutti coord query-decisions"})
    static final class Decisions extends OfShell {

        @Unmatched
        private List<String> ignored = new ArrayList<>();

        Decisions(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return CoordDecisionsCommands.notYet(this, "coordination.sh");
        }
    }
}
