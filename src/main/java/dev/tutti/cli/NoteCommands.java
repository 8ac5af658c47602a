package dev.tutti.cli;

import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.notes.Note;
import dev.tutti.notes.NoteFilter;
import dev.tutti.notes.NoteOutcome.Faulty;
import dev.tutti.notes.NoteOutcome.Known;
import dev.tutti.notes.NoteOutcome.Stored;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti note} and its verbs. */
final class NoteCommands {

    private static final int NAME_MAX = 40;
    private static final int TEXT_MAX = 500;

    private NoteCommands() {}

    /** What stands below {@code tutti note}, in the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("add", call -> new Add(call));
        verbs.put("list", call -> new ListThem(call));
        return verbs;
    }

    @Command(
            name = "note",
            description = "Lines for everybody in the project, in whichever working tree.",
            footer = {"", "Example: tutti note list"})
    static final class NoteCommand extends Basics {

        NoteCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(ExitCode.USAGE, "tutti note needs a verb: add, list\n  Next step: tutti note --help");
        }
    }

    @Command(
            name = "add",
            description = {
                "Leave a line for everybody in the project; each session is told once.",
                "What somebody said within a day is not said again. The newest 1000 are kept."
            },
            footer = {"", "Example: tutti note add \"Auth API ready at /api/auth/*\""})
    static final class Add extends Basics.AsSomebody implements Changes {

        @Parameters(arity = "1..*", paramLabel = "TEXT", description = "one line of at most 500 characters")
        private List<String> words = List.of();

        Add(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return switch (call.desk().flows().notes().add(call.asker(as), String.join(" ", words))) {
                case Stored(Note note, int dropped) -> {
                    if (json) {
                        call.json(answer(note, false, dropped));
                    } else {
                        call.line(note.id().publicId() + "  " + line(note));
                        if (dropped > 0) {
                            call.line("  too old to be kept: " + StatusCommand.count(dropped, "note"));
                        }
                    }
                    yield ExitCode.DONE;
                }
                case Known(Note note) -> {
                    if (json) {
                        call.json(answer(note, true, 0));
                    } else {
                        call.line(note.id().publicId() + " says so already  " + line(note));
                    }
                    yield ExitCode.DONE;
                }
                case Faulty(List<String> faults) ->
                    call.fail(
                            ExitCode.USAGE,
                            "nothing was stored: " + String.join("; ", faults)
                                    + "\n  Next step: say it in a line; what is longer belongs in a file of the project");
            };
        }

        private static ObjectNode answer(Note note, boolean known, int dropped) {
            ObjectNode document = Shapes.note(note);
            document.put("known", known);
            document.put("dropped", dropped);
            return document;
        }
    }

    @Command(
            name = "list",
            description = "The notes of the project, the newest first; with --json one document a line.",
            footer = {"", "Example: tutti note list --limit 5"})
    static final class ListThem extends Basics {

        @Option(names = "--limit", paramLabel = "N", description = PoolCommands.LIMIT)
        private int limit = 50;

        ListThem(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (limit < 1 || limit > NoteFilter.LIMIT_MAX) {
                return call.fail(
                        ExitCode.USAGE, "--limit is 1 to " + NoteFilter.LIMIT_MAX + "\n  Next step: give one of these");
            }
            Call.Seen<List<Note>> seen = call.see((tx, standing) ->
                            call.desk().rooms().notes().list(tx, standing.project(), NoteFilter.newest(limit)))
                    .orElse(new Call.Seen<>(Instant.EPOCH, List.of()));
            if (json) {
                seen.what().forEach(note -> call.json(Shapes.note(note)));
            } else if (seen.what().isEmpty()) {
                call.line("There are no notes here.");
            } else {
                Table table = new Table("NOTE", "WHEN", "FROM", "TEXT");
                seen.what()
                        .forEach(note -> table.row(
                                note.id().publicId(),
                                When.relative(note.at(), seen.at()),
                                Foreign.line(note.author().name(), NAME_MAX),
                                Foreign.line(note.text(), TEXT_MAX)));
                call.show(table);
            }
            return ExitCode.DONE;
        }
    }

    private static String line(Note note) {
        return "[" + Foreign.line(note.author().name(), NAME_MAX) + "] " + Foreign.line(note.text(), TEXT_MAX);
    }
}
