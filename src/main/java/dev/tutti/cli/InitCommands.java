package dev.tutti.cli;

import dev.tutti.agents.claude.settings.Finding;
import dev.tutti.agents.claude.settings.WiringTarget;
import dev.tutti.files.Documents;
import dev.tutti.files.PlacingOutcome;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti init} and {@code tutti uninit}. */
final class InitCommands {

    private InitCommands() {}

    /** What both have. */
    abstract static class Wire extends Basics {

        @Option(names = "--team", description = "the settings of everybody in this repository, .claude/settings.json")
        boolean shared;

        @Option(names = "--user", description = "your settings in every repository, ~/.claude/settings.json")
        boolean user;

        @Option(names = "--yes", description = "do not ask")
        boolean yes;

        private static final int TEXT_MAX = 2_000;

        Wire(Call call) {
            super(call);
        }

        /** What is to be changed, in the order in which it is done. */
        abstract List<FileChange> changes();

        @Override
        public Integer call() {
            if (shared && user) {
                return call.fail(ExitCode.USAGE, "--team and --user name two different files; say one of them");
            }
            List<FileChange> changes = changes();
            for (FileChange change : changes) {
                if (change instanceof FileChange.Refused(String why)) {
                    return failed(why);
                }
            }
            List<FileChange.Planned> planned = only(FileChange.Planned.class, changes);
            List<FileChange.Nothing> idle = only(FileChange.Nothing.class, changes);
            if (planned.isEmpty()) {
                result("nothing", idle.stream().map(FileChange.Nothing::why).toList());
                idle.forEach(nothing -> nothing.warnings().forEach(this::warn));
                return ExitCode.DONE;
            }
            if (!json) {
                idle.forEach(nothing -> call.line(Foreign.line(nothing.why(), TEXT_MAX)));
            }
            return decide(planned);
        }

        private static <T extends FileChange> List<T> only(Class<T> type, List<FileChange> changes) {
            return changes.stream().filter(type::isInstance).map(type::cast).toList();
        }

        final FileChange settings(boolean undo) {
            var wiring = call.desk().settingsFiles();
            WiringTarget target = target();
            return FileChange.of(undo ? wiring.planUndo(target) : wiring.plan(target, call.launcher()), wiring::apply);
        }

        final FileChange commands(boolean undo) {
            Documents documents = call.desk().documents();
            PlacingOutcome outcome =
                    undo ? documents.planUndo(call.directory()) : documents.plan(call.directory(), call.launcher());
            return FileChange.of(outcome, "this repository", documents::apply);
        }

        private int failed(String text) {
            return call.fail(ExitCode.FAILED, Foreign.line(text, TEXT_MAX));
        }

        private WiringTarget target() {
            Ground ground = call.desk().rooms().grounds().directory(call.directory());
            Path root = ground.kind() == Ground.Kind.USER ? call.directory() : ground.root();
            if (user) {
                return WiringTarget.user(call.desk().userHome().resolve(".claude"));
            }
            // The client reads the primary tree's local settings in every linked tree, and shared ones where it starts.
            Path primary = ground.kind() == Ground.Kind.USER ? call.directory() : ground.primaryRoot();
            return shared ? WiringTarget.shared(root) : WiringTarget.local(primary);
        }

        private int decide(List<FileChange.Planned> planned) {
            if (!json) {
                for (FileChange.Planned plan : planned) {
                    call.show(plan.diff());
                    plan.says().forEach(line -> call.line(Foreign.line(line, TEXT_MAX)));
                    plan.warnings().forEach(this::warn);
                }
            }
            if (yes) {
                return apply(planned);
            }
            if (call.verb().answer().isEmpty()) {
                String where = planned.size() == 1
                        ? " to " + Foreign.path(planned.getFirst().where(), TEXT_MAX)
                        : "";
                call.output().ask("Write this" + where + "? [y/N] ");
                return ExitCode.FAILED;
            }
            String answer = call.verb().answer().get().strip().toLowerCase(Locale.ROOT);
            return List.of("y", "yes").contains(answer)
                    ? apply(planned)
                    : call.fail(ExitCode.FAILED, "nothing was written");
        }

        private int apply(List<FileChange.Planned> planned) {
            List<String> says = new ArrayList<>();
            for (FileChange.Planned plan : planned) {
                switch (plan.deed().get()) {
                    case FileChange.Done(List<String> lines) -> says.addAll(lines);
                    case FileChange.Nothing nothing -> says.add(nothing.why());
                    case FileChange.Refused(String why) -> {
                        says.forEach(line -> call.line(Foreign.line(line, TEXT_MAX)));
                        return failed(why);
                    }
                    case FileChange.Planned again ->
                        throw new IllegalStateException("a deed answered with a plan for " + again.where());
                }
            }
            result("done", says.stream().distinct().toList());
            return ExitCode.DONE;
        }

        private void result(String result, List<String> lines) {
            if (json) {
                ObjectNode document = call.object();
                document.put("result", result);
                document.put("text", String.join("\n", lines));
                call.json(document);
            } else {
                lines.forEach(line -> call.line(Foreign.line(line, TEXT_MAX)));
            }
        }

        private void warn(Finding finding) {
            if (finding.level() != Finding.Level.OK) {
                String next = finding.next().isEmpty() ? "" : " Next step: " + finding.next();
                call.output().err("warning: " + Foreign.line(finding.text() + next, TEXT_MAX) + "\n");
            }
        }
    }

    @Command(
            name = "init",
            description = {
                "Wire the agents of the repository you are in to Tutti: shows the change and asks.",
                "With --compat also put the documents' commands there."
            },
            footer = {"", "Example: tutti init", "Example: tutti init --team --yes", "Example: tutti init --compat"})
    static final class Init extends Wire {

        @Option(
                names = "--compat",
                description = "the documents' commands, shell functions and files, in .claude/coordination")
        private boolean compat;

        Init(Call call) {
            super(call);
        }

        @Override
        List<FileChange> changes() {
            return compat ? List.of(settings(false), commands(false)) : List.of(settings(false));
        }
    }

    @Command(
            name = "uninit",
            description = {
                "Take the wire out again: byte for byte what was there, if nobody touched the file since.",
                "With --compat only take the documents' commands away."
            },
            footer = {"", "Example: tutti uninit"})
    static final class Uninit extends Wire {

        @Option(
                names = "--compat",
                description = "the documents' commands, shell functions and files, in .claude/coordination")
        private boolean compat;

        Uninit(Call call) {
            super(call);
        }

        /** The commands go first, so that a folder that was made for both is empty in the end. */
        @Override
        List<FileChange> changes() {
            if (compat) {
                return List.of(commands(true));
            }
            boolean others = shared || user || commands(true) instanceof FileChange.Nothing;
            return others ? List.of(settings(true)) : List.of(commands(true), settings(true));
        }
    }
}
