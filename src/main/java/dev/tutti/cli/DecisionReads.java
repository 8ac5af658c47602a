package dev.tutti.cli;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.DecisionFilter;
import dev.tutti.decisions.DecisionStatus;
import dev.tutti.decisions.Draft;
import dev.tutti.files.DocumentShapes;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.projects.Affected;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Those verbs of {@code tutti decision} that change none. */
final class DecisionReads {

    private static final int TITLE_MAX = 100;
    private static final int TEXT_MAX = 2_000;

    private DecisionReads() {}

    @Command(
            name = "list",
            description = "The decisions of the project, the newest first; with --json one document a line.",
            footer = {"", "Example: tutti decision list --category security", "Example: tutti decision list --stats"})
    static final class ListThem extends Basics {

        @Option(
                names = "--category",
                paramLabel = "CATEGORY",
                completionCandidates = DecisionCommands.Categories.class,
                description = "only those of this category")
        private Optional<String> category = Optional.empty();

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "only proposed, accepted, implemented, deprecated or superseded ones")
        private Optional<Status> status = Optional.empty();

        @Option(names = "--archived", description = "also those that were archived")
        private boolean archived;

        @Option(names = "--stats", description = "only how many, by category")
        private boolean stats;

        @Option(names = "--limit", paramLabel = "N", description = PoolCommands.LIMIT)
        private int limit = 50;

        ListThem(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (limit < 1 || limit > DecisionFilter.LIMIT_MAX) {
                return call.fail(
                        ExitCode.USAGE,
                        "--limit is 1 to " + DecisionFilter.LIMIT_MAX + "\n  Next step: give one of these");
            }
            if (stats) {
                return counts();
            }
            return found(
                    call,
                    json,
                    new DecisionFilter(
                            category,
                            status.map(each -> DecisionStatus.valueOf(each.name())),
                            List.of(),
                            archived,
                            limit));
        }

        private int counts() {
            Map<String, Long> counts = call.see(
                            (tx, standing) -> call.desk().rooms().decisions().countsByCategory(tx, standing.project()))
                    .map(Call.Seen::what)
                    .orElse(Map.of());
            if (json) {
                ObjectNode document = call.object();
                document.put(
                        "total",
                        counts.values().stream().mapToLong(Long::longValue).sum());
                ObjectNode by = document.putObject("by_category");
                counts.forEach(by::put);
                call.json(document);
                return ExitCode.DONE;
            }
            counts.forEach((name, count) -> call.line(name + " " + count));
            call.line("Total: "
                    + counts.values().stream().mapToLong(Long::longValue).sum());
            return ExitCode.DONE;
        }
    }

    /** As they are typed. */
    enum Status {
        PROPOSED,
        ACCEPTED,
        IMPLEMENTED,
        DEPRECATED,
        SUPERSEDED
    }

    @Command(
            name = "show",
            description = "All of one decision.",
            footer = {"", "Example: tutti decision show DEC-20260108-0001"})
    static final class Show extends Basics {

        @Parameters(paramLabel = "ID", description = "as tutti decision list shows it")
        private String id = "";

        Show(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<Decision> found = call.see(
                            (tx, standing) -> call.desk().rooms().decisions().find(tx, standing.project(), id))
                    .flatMap(Call.Seen::what);
            if (found.isEmpty()) {
                return DecisionCommands.unknown(call, id);
            }
            if (json) {
                call.json(DocumentShapes.decision(found.get()));
            } else {
                whole(call, found.get());
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "search",
            description = "Decisions that have all of some words, archived ones too; with --json one document a line.",
            footer = {"", "Example: tutti decision search token expiry"})
    static final class Search extends Basics {

        @Parameters(arity = "1..*", paramLabel = "WORD", description = "in its title, description, problem or reason")
        private List<String> words = List.of();

        Search(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            List<String> each = words.stream()
                    .flatMap(word -> List.of(word.strip().split("\\s+")).stream())
                    .filter(word -> !word.isEmpty())
                    .toList();
            return found(
                    call,
                    json,
                    new DecisionFilter(Optional.empty(), Optional.empty(), each, true, DecisionFilter.LIMIT_MAX));
        }
    }

    @Command(
            name = "export",
            description = "All decisions in sight as the documents' decision-log.json, or as ADR files.",
            footer = {
                "",
                "Example: tutti decision export >decision-log.json",
                "Example: tutti decision export --adr docs/adr"
            })
    static final class Export extends Basics implements Changes {

        @Option(
                names = "--adr",
                paramLabel = "DIR",
                completionCandidates = Candidates.Folders.class,
                description = "write a Markdown file of each decision there")
        private Optional<String> folder = Optional.empty();

        Export(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            List<Decision> all = call.see((tx, standing) -> call.desk()
                            .rooms()
                            .decisions()
                            .list(tx, standing.project(), DecisionFilter.newest(DecisionFilter.LIMIT_MAX)))
                    .map(Call.Seen::what)
                    .orElse(List.of())
                    .reversed();
            if (folder.isEmpty()) {
                ObjectNode log = DocumentShapes.decisionLog(all);
                if (json) {
                    call.json(log);
                } else {
                    call.output().out(DocumentShapes.text(log));
                }
                return ExitCode.DONE;
            }
            Path target = call.directory().resolve(folder.get()).normalize();
            try {
                List<Path> files = call.desk().documents().writeAdrs(target, all);
                if (json) {
                    ObjectNode document = call.object();
                    var array = document.putArray("files");
                    files.forEach(file -> array.add(file.toString()));
                    call.json(document);
                } else {
                    files.forEach(file -> call.line(Foreign.path(file.toString(), 400)));
                    call.line(files.size() + (files.size() == 1 ? " file" : " files") + " written");
                }
                return ExitCode.DONE;
            } catch (FilesException failed) {
                return call.fail(
                        ExitCode.FAILED,
                        "cannot write ADRs: " + failed.getMessage() + "\n  Next step: name a folder you may write to");
            }
        }
    }

    private static int found(Call call, boolean json, DecisionFilter filter) {
        List<Decision> found = call.see(
                        (tx, standing) -> call.desk().rooms().decisions().list(tx, standing.project(), filter))
                .map(Call.Seen::what)
                .orElse(List.of());
        if (found.isEmpty() && !json) {
            call.line("There is no such decision here.");
        }
        found.forEach(decision -> {
            if (json) {
                call.json(DocumentShapes.decision(decision));
            } else {
                call.line(DecisionCommands.line(decision));
            }
        });
        return ExitCode.DONE;
    }

    private static void whole(Call call, Decision decision) {
        Draft draft = decision.draft();
        call.line(decision.publicId() + "  " + Foreign.line(draft.title(), TITLE_MAX));
        call.line("  Status: " + decision.status().word()
                + decision.supersededBy().map(next -> " by " + next).orElse("")
                + (decision.archived() ? ", archived" : "") + ", since " + When.absolute(decision.changedAt()));
        call.line("  Category: " + draft.category() + ", reaches: " + draft.scope());
        call.line("  Made: " + When.absolute(decision.at()) + " by "
                + Foreign.line(decision.maker().name(), 60) + " ("
                + decision.maker().publicId() + ")");
        field(call, "Description", draft.description());
        field(call, "Problem", draft.problem());
        field(call, "Alternatives", String.join("; ", draft.alternatives()));
        field(call, "Reason", draft.rationale());
        field(
                call,
                "Affects",
                String.join(", ", draft.paths().stream().map(Affected::path).toList()));
        field(call, "Depends on", String.join(", ", draft.dependencies()));
    }

    private static void field(Call call, String name, String text) {
        if (!text.isBlank()) {
            call.line("  " + name + ": " + Foreign.line(text, TEXT_MAX));
        }
    }
}
