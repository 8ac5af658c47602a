package dev.tutti.cli;

import dev.tutti.agents.claude.settings.Finding;
import dev.tutti.agents.claude.settings.WiringOutcome;
import dev.tutti.agents.claude.settings.WiringOutcome.Broken;
import dev.tutti.agents.claude.settings.WiringOutcome.Done;
import dev.tutti.agents.claude.settings.WiringOutcome.Nothing;
import dev.tutti.agents.claude.settings.WiringOutcome.Plan;
import dev.tutti.agents.claude.settings.WiringOutcome.Refused;
import dev.tutti.agents.claude.settings.WiringTarget;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
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

        abstract WiringOutcome plan(WiringTarget target);

        @Override
        public Integer call() {
            if (shared && user) {
                return call.fail(ExitCode.USAGE, "--team and --user name two different files; say one of them");
            }
            return switch (plan(target())) {
                case Plan plan -> decide(plan);
                case Nothing nothing -> {
                    result("nothing", List.of(nothing.why()));
                    nothing.warnings().forEach(this::warn);
                    yield ExitCode.DONE;
                }
                case Broken broken -> failed(broken.says());
                case Refused refused -> failed(refused.why());
                case Done done -> done(done);
            };
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

        private int decide(Plan plan) {
            if (!json) {
                call.show(plan.diff());
                plan.says().forEach(line -> call.line(Foreign.line(line, TEXT_MAX)));
                plan.warnings().forEach(this::warn);
            }
            if (yes) {
                return apply(plan);
            }
            if (call.verb().answer().isEmpty()) {
                call.output()
                        .ask("Write this to "
                                + Foreign.path(plan.target().file().toString(), TEXT_MAX) + "? [y/N] ");
                return ExitCode.FAILED;
            }
            String answer = call.verb().answer().get().strip().toLowerCase(Locale.ROOT);
            return List.of("y", "yes").contains(answer)
                    ? apply(plan)
                    : call.fail(ExitCode.FAILED, "nothing was written");
        }

        private int apply(Plan plan) {
            return switch (call.desk().settingsFiles().apply(plan)) {
                case Done done -> done(done);
                case Refused refused -> failed(refused.why());
                case Broken broken -> failed(broken.says());
                case Nothing nothing -> {
                    result("nothing", List.of(nothing.why()));
                    yield ExitCode.DONE;
                }
                case Plan again -> throw new IllegalStateException("a deed answered with a plan for " + again.target());
            };
        }

        private int done(Done done) {
            result("done", done.says());
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
            description = "Wire the agents of the repository you are in to Tutti: shows the change and asks.",
            footer = {"", "Example: tutti init", "Example: tutti init --team --yes"})
    static final class Init extends Wire {

        Init(Call call) {
            super(call);
        }

        @Override
        WiringOutcome plan(WiringTarget target) {
            return call.desk().settingsFiles().plan(target, call.launcher());
        }
    }

    @Command(
            name = "uninit",
            description = "Take the wire out again: byte for byte what was there, if nobody touched the file since.",
            footer = {"", "Example: tutti uninit"})
    static final class Uninit extends Wire {

        Uninit(Call call) {
            super(call);
        }

        @Override
        WiringOutcome plan(WiringTarget target) {
            return call.desk().settingsFiles().planUndo(target);
        }
    }
}
