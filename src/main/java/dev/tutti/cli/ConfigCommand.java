package dev.tutti.cli;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.Problem;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.SettingLine;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti config}: what is in force where the caller stands, and why. */
@Command(
        name = "config",
        description = {
            "Every setting, its value, and where that comes from.",
            "With a name: that one, its bounds, and how it is set."
        },
        footer = {"", "Example: tutti config", "Example: tutti config locks.hold"})
final class ConfigCommand extends Basics {

    private static final int WORD_MAX = 60;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Candidates.Settings.class,
            description = "one setting, such as locks.hold")
    private Optional<String> name = Optional.empty();

    ConfigCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() {
        Optional<Reading> project = call.desk()
                .flows()
                .customs()
                .reading(call.desk().flows().people().ground(call.asker(Optional.empty())));
        List<SettingLine> all = configuration(project).lines();
        List<SettingLine> wanted = all.stream()
                .filter(line -> name.isEmpty() || name.get().equals(line.name()))
                .toList();
        if (wanted.isEmpty()) {
            return call.fail(ExitCode.USAGE, unknown(name.orElse(""), all));
        }
        List<String> problems = new ArrayList<>(problems(project));
        problems.addAll(0, later());
        if (json) {
            call.json(document(wanted, problems));
            return ExitCode.DONE;
        }
        if (name.isPresent()) {
            wanted.forEach(this::explain);
        } else {
            call.show(table(wanted));
        }
        problems.forEach(problem -> call.line("\n" + problem));
        return ExitCode.DONE;
    }

    /** What is in force where the caller stands. */
    private Configuration configuration(Optional<Reading> project) {
        return project.isPresent() && project.get() instanceof Reading.Whole whole
                ? whole.configuration()
                : call.desk().configuration();
    }

    /** What is wrong with, or not in force of, the user's own file. */
    private List<String> later() {
        LaterSettings later = LaterSettings.of(
                call.desk().configuration(), call.desk().resident().home().configuration());
        List<String> lines = new ArrayList<>();
        later.mistakes().forEach(mistake -> lines.add(mistake + "; no daemon can start with that"));
        if (!later.changed().isEmpty()) {
            lines.add("config.toml was changed and counts from the daemon's next start (tutti down): "
                    + String.join(", ", later.changed()));
        }
        return lines;
    }

    private static List<String> problems(Optional<Reading> project) {
        return switch (project.orElse(new Reading.Refused(List.of()))) {
            case Reading.Whole whole ->
                whole.notes().stream().map(Problem::toString).toList();
            case Reading.Refused refused ->
                refused.problems().stream()
                        .map(problem -> problem + "; nothing of this file is in force")
                        .toList();
        };
    }

    private static String unknown(String wanted, List<SettingLine> all) {
        return "there is no setting " + Foreign.quoted(wanted, WORD_MAX) + "; "
                + Nearest.guess(wanted, all.stream().map(SettingLine::name).toList()) + "tutti config lists all";
    }

    private ObjectNode document(List<SettingLine> lines, List<String> problems) {
        ObjectNode document = call.object();
        ArrayNode array = document.putArray("settings");
        for (SettingLine line : lines) {
            ObjectNode each = array.addObject();
            each.put("name", line.name());
            each.put("value", shown(line));
            each.put("default", line.initial());
            each.put("bound", line.bound());
            each.put("origin", line.origin().label());
            each.put("where", line.where());
            each.put("variable", line.variable());
            each.put("description", line.description());
        }
        ArrayNode wrong = document.putArray("problems");
        problems.forEach(wrong::add);
        return document;
    }

    private static Table table(List<SettingLine> lines) {
        Table table = new Table("SETTING", "VALUE", "FROM", "WHAT");
        lines.forEach(line -> table.row(line.name(), shown(line), line.origin().label(), line.description()));
        return table;
    }

    private void explain(SettingLine line) {
        String[] words = line.name().split("\\.", 2);
        call.line(line.name() + " = " + (shown(line).isEmpty() ? "(nothing)" : shown(line)));
        call.line("  " + line.description());
        call.line("  from      " + line.origin().label() + (line.where().isEmpty() ? "" : ", " + line.where()));
        call.line("  values    " + line.bound());
        call.line("  default   " + (line.initial().isEmpty() ? "(nothing)" : line.initial()));
        call.line("  set it by " + line.variable() + " in the environment, or " + words[1] + " under [" + words[0]
                + "] in a file");
    }

    /** A store's URL may hold a password. */
    private static String shown(SettingLine line) {
        return line.value().startsWith("jdbc:") ? line.value().replaceAll("\\?.*", "?...") : line.value();
    }
}
