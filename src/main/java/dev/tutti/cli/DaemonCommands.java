package dev.tutti.cli;

import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Registry;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.kernel.log.LogReader;
import dev.tutti.kernel.text.When;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The daemon itself. */
final class DaemonCommands {

    private DaemonCommands() {}

    @Command(
            name = "up",
            description = "Start the daemon, if none runs.",
            footer = {"", "Example: tutti up"})
    static final class Up extends Basics {

        Up(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return said(call, json, "the daemon runs");
        }
    }

    @Command(
            name = "version",
            description = "Which build this is.",
            footer = {"", "Example: tutti version --json"})
    static final class Version extends Basics {

        Version(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return said(call, json, "tutti");
        }
    }

    private static int said(Call call, boolean json, String text) {
        DaemonEntry entry = call.desk().resident().entry();
        if (json) {
            ObjectNode document = call.object();
            document.put("version", entry.build().version());
            document.put("build", entry.build().id());
            document.put("pid", entry.pid());
            call.json(document);
        } else {
            call.line(text + " " + entry.build().version() + " (build "
                    + entry.build().id() + ", pid " + entry.pid() + ")");
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "down",
            description = "Stop the daemon; the next prompt or command starts another.",
            footer = {"", "Example: tutti down"})
    static final class Down extends Basics {

        Down(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            call.desk().resident().askToStop(new StopReason(StopCause.ASKED, "asked by tutti down"));
            if (json) {
                ObjectNode document = call.object();
                document.put("stopping", true);
                call.json(document);
            } else {
                call.line("the daemon stops");
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "ps",
            description = "The last daemons of this home, and why they stopped.",
            footer = {"", "Example: tutti ps"})
    static final class Ps extends Basics {

        @Mixin
        private Times times = new Times();

        Ps(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Instant now = call.desk().rooms().outside().ticker().wall();
            List<DaemonEntry> entries = new Registry(call.desk().resident().home()).entries();
            ArrayNode array = call.object().putArray("daemons");
            Table table = new Table("PID", "STATE", "BUILD", "STARTED", "STOPPED BECAUSE");
            for (DaemonEntry entry : entries) {
                ObjectNode each = array.addObject();
                each.put("pid", entry.pid());
                each.put("state", entry.phase().name().toLowerCase(Locale.ROOT));
                each.put("build", entry.build().id());
                each.put("started_at", When.absolute(entry.started()));
                entry.reason().ifPresent(why -> each.put("stopped_because", why.text()));
                table.row(
                        Long.toString(entry.pid()),
                        entry.phase().name().toLowerCase(Locale.ROOT),
                        entry.build().id(),
                        times.at(entry.started(), now),
                        entry.reason().map(StopReason::text).orElse("-"));
            }
            if (json) {
                ObjectNode document = call.object();
                document.set("daemons", array);
                call.json(document);
            } else {
                call.show(table);
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "logs",
            description = "The daemon's log.",
            footer = {"", "Example: tutti logs --follow --grep \"locked by\""})
    static final class Logs extends Basics {

        @Option(
                names = {"-f", "--follow"},
                description = FOLLOW)
        private boolean follow;

        @Option(names = "--grep", paramLabel = "TEXT", description = "only lines with this text")
        private Optional<String> grep = Optional.empty();

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "N",
                description = "the last N; 100 unless given")
        private int lines = 100;

        Logs(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            LogReader reader = new LogReader(call.desk().resident().home().log());
            Predicate<String> wanted = grep.map(LogReader::containing).orElse(_ -> true);
            LogReader.Follower follower = reader.follow();
            follower.tail(Math.clamp(lines, 0, LogReader.LINES_MAX), wanted).forEach(this::show);
            if (!follow) {
                return ExitCode.DONE;
            }
            while (call.output().open()) {
                follower.next(News.NOTICE).stream().filter(wanted).forEach(this::show);
            }
            return call.over();
        }

        private void show(String line) {
            if (json) {
                ObjectNode document = call.object();
                document.put("line", line);
                call.json(document);
            } else {
                call.line(line);
            }
        }
    }
}
