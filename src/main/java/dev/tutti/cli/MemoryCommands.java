package dev.tutti.cli;

import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import dev.tutti.notes.LearnOutcome;
import dev.tutti.notes.Learning;
import dev.tutti.notes.MemoryView;
import dev.tutti.notes.MergeOutcome;
import dev.tutti.notes.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti memory} and its verbs. */
final class MemoryCommands {

    private static final int TEXT_MAX = 500;
    private static final int WORD_MAX = 60;
    private static final String SECTION = "key-decisions, patterns, issues-resolved or conventions";

    private MemoryCommands() {}

    /** What stands below {@code tutti memory}, in the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("show", call -> new Show(call));
        verbs.put("learn", call -> new Learn(call));
        verbs.put("edit", call -> new Edit(call));
        return verbs;
    }

    @Command(
            name = "memory",
            description = "What the project has learned, for everybody in it and whoever comes.",
            footer = {"", "Example: tutti memory show"})
    static final class MemoryCommand extends Basics {

        MemoryCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(
                    ExitCode.USAGE, "tutti memory needs a verb: show, learn, edit\n  Next step: tutti memory --help");
        }
    }

    @Command(
            name = "show",
            description = "The memory of the project as Markdown, which tutti memory edit takes back.",
            footer = {"", "Example: tutti memory show", "Example: tutti memory show conventions"})
    static final class Show extends Basics {

        @Parameters(
                arity = "0..1",
                paramLabel = "SECTION",
                completionCandidates = Sections.class,
                description = "only " + SECTION)
        private Optional<String> word = Optional.empty();

        Show(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<Section> section = word.flatMap(Section::of);
            if (word.isPresent() && section.isEmpty()) {
                return noSuchSection(call, word.get());
            }
            Optional<MemoryView> known = call.see(
                            (tx, standing) -> call.desk().rooms().notes().memory(tx, standing.project()))
                    .map(Call.Seen::what);
            List<Section> sections = section.map(List::of).orElse(List.of(Section.values()));
            if (json) {
                call.json(document(known, sections));
            } else if (known.isEmpty() || known.get().learnings().isEmpty()) {
                call.line("Nothing was learned here yet.");
            } else if (section.isEmpty()) {
                call.show(known.get().markdown());
            } else {
                known.get().in(section.get()).forEach(learning -> call.line("- " + shown(learning)));
            }
            return ExitCode.DONE;
        }

        private ObjectNode document(Optional<MemoryView> known, List<Section> sections) {
            ObjectNode document = call.object();
            document.put("slug", known.map(MemoryView::slug).orElse(""));
            document.put("version", known.map(MemoryView::version).orElse(0L));
            ArrayNode array = document.putArray("learnings");
            sections.forEach(section -> known.map(memory -> memory.in(section))
                    .orElse(List.of())
                    .forEach(learning -> array.add(Shapes.learning(learning))));
            return document;
        }
    }

    @Command(
            name = "learn",
            description = {
                "Put something into the memory of the project.",
                "A section keeps the newest 100, of 16000 characters together; what goes is said."
            },
            footer = {"", "Example: tutti memory learn conventions \"Endpoints are plural nouns\""})
    static final class Learn extends Basics.AsSomebody implements Changes {

        @Parameters(index = "0", paramLabel = "SECTION", completionCandidates = Sections.class, description = SECTION)
        private String word = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "TEXT",
                description = "one line of at most 500 characters")
        private List<String> words = List.of();

        Learn(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<Section> section = Section.of(word);
            if (section.isEmpty()) {
                return noSuchSection(call, word);
            }
            return switch (call.desk().flows().notes().learn(call.asker(as), section.get(), String.join(" ", words))) {
                case LearnOutcome.Stored(Learning learning, List<Learning> dropped) -> {
                    if (json) {
                        call.json(answer(learning, false, dropped));
                    } else {
                        call.line(line(learning));
                        dropped.forEach(each -> call.line("  gone to make room: " + line(each)));
                    }
                    yield ExitCode.DONE;
                }
                case LearnOutcome.Known(Learning learning) -> {
                    if (json) {
                        call.json(answer(learning, true, List.of()));
                    } else {
                        call.line("It is in the memory already: " + line(learning));
                    }
                    yield ExitCode.DONE;
                }
                case LearnOutcome.Faulty(List<String> faults) ->
                    call.fail(
                            ExitCode.USAGE,
                            "nothing was learned: " + String.join("; ", faults)
                                    + "\n  Next step: say it in a line; what is longer belongs in a file of the project");
            };
        }

        private static ObjectNode answer(Learning learning, boolean known, List<Learning> dropped) {
            ObjectNode document = Shapes.learning(learning);
            document.put("known", known);
            ArrayNode array = document.putArray("dropped");
            dropped.forEach(each -> array.add(Shapes.learning(each)));
            return document;
        }
    }

    @Command(
            name = "edit",
            description = {
                "Take the memory back from standard input, changed: tutti memory show >memory.md, an editor, then this.",
                "Lines that were added are learned, lines that were taken out are forgotten, and what others changed in the "
                        + "meantime stays. Without the last line of tutti memory show, lines are only added."
            },
            footer = {"", "Example: tutti memory edit - <memory.md"})
    static final class Edit extends Basics.AsSomebody implements Changes {

        @Parameters(paramLabel = "-", description = "standard input")
        private String from = "";

        Edit(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (!from.equals(PoolCommands.STANDARD_INPUT)) {
                return call.fail(
                        ExitCode.USAGE,
                        "tutti memory edit reads standard input only"
                                + "\n  Next step: tutti memory show >memory.md, change it, tutti memory edit - <memory.md");
            }
            return switch (call.desk().flows().notes().merge(call.asker(as), PoolCommands.input(call))) {
                case MergeOutcome.Merged merged -> {
                    if (json) {
                        call.json(answer(merged));
                    } else {
                        say(merged);
                    }
                    yield ExitCode.DONE;
                }
                case MergeOutcome.Faulty(List<String> faults) ->
                    call.fail(
                            ExitCode.USAGE,
                            "nothing was changed: " + String.join("; ", faults)
                                    + "\n  Next step: correct it and give all of it again");
            };
        }

        private ObjectNode answer(MergeOutcome.Merged merged) {
            ObjectNode document = call.object();
            Map<String, List<Learning>> lists = new LinkedHashMap<>();
            lists.put("learned", merged.learned());
            lists.put("forgotten", merged.forgotten());
            lists.put("dropped", merged.dropped());
            lists.forEach((name, learnings) -> {
                ArrayNode array = document.putArray(name);
                learnings.forEach(learning -> array.add(Shapes.learning(learning)));
            });
            ArrayNode left = document.putArray("left");
            merged.left().forEach(left::add);
            return document;
        }

        private void say(MergeOutcome.Merged merged) {
            merged.learned().forEach(learning -> call.line("+ " + line(learning)));
            merged.forgotten().forEach(learning -> call.line("- " + line(learning)));
            merged.dropped().forEach(learning -> call.line("  gone to make room: " + line(learning)));
            merged.left().forEach(call::line);
            if (merged.isNothing()) {
                call.line("The memory is as it was.");
            }
        }
    }

    /** The documents' sections, as they are typed. */
    static final class Sections extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Sections() {
            super(Stream.of(Section.values()).map(Section::word).toList());
        }
    }

    private static int noSuchSection(Call call, String word) {
        List<String> words = new Sections();
        return call.fail(
                ExitCode.USAGE,
                "there is no section " + Foreign.quoted(word, WORD_MAX) + "; " + Nearest.guess(word, words)
                        + "a memory has " + String.join(", ", words) + "\n  Next step: give one of these");
    }

    private static String line(Learning learning) {
        return learning.section().word() + ": " + shown(learning);
    }

    private static String shown(Learning learning) {
        return Foreign.line(learning.text(), TEXT_MAX);
    }
}
