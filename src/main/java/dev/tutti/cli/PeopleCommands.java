package dev.tutti.cli;

import dev.tutti.flows.Overview;
import dev.tutti.flows.People;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is here. */
final class PeopleCommands {

    private PeopleCommands() {}

    @Command(
            name = "instances",
            description = "Who is here, in the project you are in.",
            footer = {"", "Example: tutti instances --json"})
    static final class Instances extends Basics {

        @Mixin
        private Times times = new Times();

        Instances(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<Call.Seen<List<Overview.Standing>>> seen =
                    call.see((tx, standing) -> call.desk().flows().overview().instances(tx, standing.project()));
            List<Overview.Standing> all = seen.map(Call.Seen::what).orElse(List.of());
            if (json) {
                ObjectNode document = call.object();
                ArrayNode array = document.putArray("instances");
                all.forEach(each -> array.add(Shapes.standing(each)));
                call.json(document);
                return ExitCode.DONE;
            }
            if (seen.isEmpty() || all.isEmpty()) {
                call.line("Nobody is here.");
                return ExitCode.DONE;
            }
            Table table = new Table("NAME", "STATE", "SEEN", "ID", "ROLE", "WHERE")
                    .lastIsPath()
                    .paint(1, StatusCommand::hue);
            for (Overview.Standing each : all) {
                Instance instance = each.instance();
                table.row(
                        instance.name(),
                        each.presence().name().toLowerCase(Locale.ROOT),
                        times.at(instance.seenAt(), seen.get().at()),
                        instance.publicId(),
                        Foreign.line(instance.role().orElse("-"), 30),
                        Foreign.path(instance.directory(), 200));
            }
            call.show(table);
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "whoami",
            description = "Who you are to the others: the session whose shell this is, else you yourself.",
            footer = {"", "Example: tutti whoami"})
    static final class WhoAmI extends Basics.AsSomebody {

        WhoAmI(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            People people = call.desk().flows().people();
            Optional<Instance> self =
                    call.desk().rooms().store().read(tx -> people.find(tx, call.asker(as), call.standing(tx)));
            String id = self.map(Instance::publicId).orElseGet(() -> people.personId(call.asker(as)));
            if (json) {
                ObjectNode document = self.map(Shapes::instance).orElseGet(call::object);
                document.put("id", id);
                document.put("registered", self.isPresent());
                call.json(document);
            } else {
                call.line(self.map(known -> known.name() + " (" + known.publicId() + ")"
                                + known.task()
                                        .map(task -> ": " + Foreign.line(task, 200))
                                        .orElse(""))
                        .orElse(id + ", who has done nothing here yet"));
            }
            return ExitCode.DONE;
        }
    }

    /** What stands below {@code tutti task}. */
    static Map<String, Function<Call, Object>> taskVerbs() {
        return Map.of("set", call -> new TaskSet(call));
    }

    @Command(
            name = "task",
            description = "What you say you are doing.",
            footer = {"", "Example: tutti task set \"Rename the parser\""})
    static final class Task extends Basics {

        Task(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(ExitCode.USAGE, "tutti task needs a verb\n  Next step: tutti task set TEXT");
        }
    }

    @Command(
            name = "set",
            description = "Say what you are doing: others see it in status and in refusals.",
            footer = {"", "Example: tutti task set \"Rename the parser\""})
    static final class TaskSet extends Basics.AsSomebody implements Changes {

        @Parameters(arity = "1..*", paramLabel = "TEXT", description = "one line; several words make one")
        private List<String> text = List.of();

        TaskSet(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Instance self = call.desk().flows().people().task(call.asker(as), String.join(" ", text));
            return said(
                    call,
                    json,
                    self,
                    self.name() + ": " + Foreign.line(self.task().orElse(""), 200));
        }
    }

    @Command(
            name = "register",
            description = {
                "Add a script or another agent.",
                "It lives by its process, or else for an hour after each heartbeat, unless --ttl says otherwise."
            },
            footer = {"", "Example: tutti register formatter --task \"Format src\" --ttl 10m"})
    static final class Register extends Basics implements Changes {

        @Parameters(paramLabel = "NAME", description = "letters, digits, dots and dashes; made unique")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "what it is for; others are shown it")
        private Optional<String> role = Optional.empty();

        @Option(names = "--task", paramLabel = "TEXT", description = "what it is doing; others are shown it")
        private Optional<String> task = Optional.empty();

        @Option(names = "--pid", paramLabel = "PID", description = "the process by which it lives")
        private Optional<Long> pid = Optional.empty();

        @Option(names = "--ttl", paramLabel = "DURATION", converter = Terms.class, description = TTL)
        private Duration ttl = Duration.ofHours(1);

        Register(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Instance self = call.desk()
                    .flows()
                    .people()
                    .register(
                            call.asker(Optional.empty()),
                            new People.Newcomer(
                                    name,
                                    role,
                                    task,
                                    pid.map(OptionalLong::of).orElse(OptionalLong.empty()),
                                    Optional.of(ttl)));
            String taken = self.name().equals(name)
                    ? ""
                    : " (the name " + Foreign.quoted(name, 60) + " is taken or cannot be one)";
            return said(call, json, self, self.name() + " " + self.publicId() + taken);
        }
    }

    @Command(
            name = "heartbeat",
            description = "Prove that a registered instance lives; good for an hour, unless --ttl says otherwise.",
            footer = {"", "Example: tutti heartbeat --as formatter --ttl 10m"})
    static final class Heartbeat extends Basics.AsSomebody implements Changes {

        @Option(names = "--ttl", paramLabel = "DURATION", converter = Terms.class, description = TTL)
        private Duration ttl = Duration.ofHours(1);

        Heartbeat(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Instance self = call.desk().flows().people().heartbeat(call.asker(as), ttl);
            return said(call, json, self, self.name() + " lives for another " + When.span(ttl));
        }
    }

    @Command(
            name = "bye",
            description = "Leave: everything held is free.",
            footer = {"", "Example: tutti bye --as formatter"})
    static final class Bye extends Basics.AsSomebody implements Changes {

        Bye(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Instance self = call.desk().flows().people().bye(call.asker(as));
            return said(call, json, self, self.name() + " has left; everything it held is free");
        }
    }

    private static int said(Call call, boolean json, Instance self, String text) {
        if (json) {
            call.json(Shapes.instance(self));
        } else {
            call.line(text);
        }
        return ExitCode.DONE;
    }
}
