package dev.tutti.cli;

import dev.tutti.agents.claude.settings.Finding;
import dev.tutti.cli.Paint.Hue;
import dev.tutti.files.Documents;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at everything that can silently switch Tutti off. Changes nothing. */
@Command(
        name = "doctor",
        description = "Look at everything that can silently switch Tutti off. Changes nothing.",
        footer = {"", "Example: tutti doctor"})
final class DoctorCommand extends Basics {

    private static final int TEXT_MAX = 1_000;

    DoctorCommand(Call call) {
        super(call);
    }

    /** One thing looked at. */
    private record Look(Finding.Level level, String text, String next) {}

    @Override
    public Integer call() {
        List<Look> looks = new ArrayList<>();
        looks.add(daemon());
        looks.add(store());
        looks.add(git());
        looks.addAll(laterSettings());
        looks.addAll(projectSettings());
        looks.add(names());
        call.desk().settingsFiles().check(call.clientPlaces()).stream()
                .map(finding -> new Look(finding.level(), finding.text(), finding.next()))
                .forEach(looks::add);
        looks.add(trial());
        call.desk().documents().look(call.directory()).stream()
                .map(look -> look.next().isEmpty()
                        ? ok(look.text())
                        : new Look(Finding.Level.WARN, look.text(), look.next()))
                .forEach(looks::add);
        looks.addAll(notes());
        boolean fails = looks.stream().anyMatch(look -> look.level() == Finding.Level.FAIL);
        if (json) {
            ObjectNode document = call.object();
            document.put("healthy", !fails);
            ArrayNode array = document.putArray("findings");
            for (Look look : looks) {
                ObjectNode each = array.addObject();
                each.put("level", look.level().name().toLowerCase(java.util.Locale.ROOT));
                each.put("text", look.text());
                each.put("next", look.next());
            }
            call.json(document);
        } else {
            for (Look look : looks) {
                String next = Foreign.line(look.next(), TEXT_MAX);
                String text =
                        Foreign.line(look.text(), TEXT_MAX) + (next.isEmpty() ? "" : "\n      Next step: " + next);
                switch (look.level()) {
                    case OK -> call.line(Hue.GOOD, "ok    ", text);
                    case WARN -> call.line(Hue.NOTE, "warn  ", text);
                    case FAIL -> call.line(Hue.BAD, "FAIL  ", text);
                }
            }
        }
        return fails ? ExitCode.FAILED : ExitCode.DONE;
    }

    private Look daemon() {
        var entry = call.desk().resident().entry();
        return ok("daemon of " + call.desk().resident().home().root() + " serves, pid " + entry.pid() + ", build "
                + entry.build().id());
    }

    private Look store() {
        try {
            int projects = call.desk()
                    .rooms()
                    .store()
                    .read(tx -> call.desk().rooms().projects().all(tx).size());
            return ok("the store answers; it knows " + StatusCommand.count(projects, "project"));
        } catch (StoreException broken) {
            return new Look(
                    Finding.Level.FAIL,
                    "the store does not answer (" + broken.code() + "): " + broken.getMessage(),
                    "edits go on without locks until it does; see tutti logs");
        }
    }

    private Look git() {
        Ground ground = call.desk().rooms().grounds().directory(call.directory());
        return switch (ground.kind()) {
            case REPOSITORY ->
                ok("you are in the git " + (isBare(ground) ? "repository " : "working tree ") + ground.root()
                        + (isBare(ground) ? ", which has no files of its own" : ""));
            case FOLDER, USER ->
                new Look(
                        Finding.Level.WARN,
                        call.directory() + " is in no git repository; locks end with the turn here",
                        "run tutti doctor in the repository you mean");
        };
    }

    private static boolean isBare(Ground ground) {
        return ground.git().filter(place -> place.kind() == GitPlace.Kind.BARE).isPresent();
    }

    /** Nobody else says that a change waits for the next daemon, or that there could be none. */
    private List<Look> laterSettings() {
        Path file = call.desk().resident().home().configuration();
        LaterSettings later = LaterSettings.of(call.desk().configuration(), file);
        List<Look> looks = new ArrayList<>();
        later.mistakes()
                .forEach(mistake -> looks.add(new Look(
                        Finding.Level.FAIL,
                        mistake.toString(),
                        "correct it in " + file.getParent() + "; until then no daemon can start after this one")));
        if (!later.changed().isEmpty()) {
            looks.add(new Look(
                    Finding.Level.WARN,
                    file + " has changed since this daemon started: " + String.join(", ", later.changed()),
                    "tutti down; the next command or prompt starts one with what stands there now"));
        }
        return looks;
    }

    /** A mistake in a project's own settings is told to nobody else. */
    private List<Look> projectSettings() {
        Ground ground = call.desk().rooms().grounds().directory(call.directory());
        Optional<Reading> reading = call.desk().flows().customs().reading(ground);
        return switch (reading.orElse(new Reading.Refused(List.of()))) {
            case Reading.Whole whole ->
                whole.notes().stream()
                        .map(note -> new Look(Finding.Level.WARN, note.toString(), "take it out"))
                        .toList();
            case Reading.Refused refused ->
                refused.problems().stream()
                        .map(problem -> new Look(
                                Finding.Level.FAIL,
                                problem.toString(),
                                "correct it in " + ground.primaryRoot()
                                        + "; until then nothing of that file is in force"))
                        .toList();
        };
    }

    /** How the project's files of notes and memory are called; a store that does not answer is told above. */
    private List<Look> notes() {
        try {
            Documents.Look look = call.desk().documents().workflows().state(call.directory());
            return List.of(
                    look.next().isEmpty() ? ok(look.text()) : new Look(Finding.Level.WARN, look.text(), look.next()));
        } catch (StoreException broken) {
            return List.of();
        }
    }

    private Look trial() {
        return call.desk()
                .resident()
                .hears(call.launcher(), call.verb().environment())
                .map(why -> new Look(
                        Finding.Level.FAIL,
                        "an event sent through " + call.launcher() + " did not arrive here: " + why,
                        "edits go on without locks until it does; see tutti logs"))
                .orElseGet(() -> ok("an event went through " + call.launcher() + " to this daemon and back"));
    }

    private Look names() {
        return PathKeys.canNameEveryFile()
                ? ok("file names in every script can be told apart")
                : new Look(
                        Finding.Level.FAIL,
                        "the daemon runs in a locale in which it cannot name every file",
                        "tutti down, then tutti up through the launcher");
    }

    private static Look ok(String text) {
        return new Look(Finding.Level.OK, text, "");
    }
}
