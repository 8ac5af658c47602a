package dev.tutti.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.Origin;
import dev.tutti.pool.Pool;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolBlock;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEnd;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.PoolOutcome;
import dev.tutti.pool.PoolOutcome.Faulty;
import dev.tutti.pool.PoolOutcome.Known;
import dev.tutti.pool.PoolOutcome.Posted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti pool} and its verbs. */
final class PoolCommands {

    static final String TEXT = "more about it, in any number of lines";
    static final String AFFECTS = "files, folders and globs, with commas between";
    static final String LIMIT = "at most so many; 50 unless given";

    static final String STANDARD_INPUT = "-";

    private PoolCommands() {}

    /** What stands below {@code tutti pool}, in the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("post", call -> new Post(call));
        verbs.put("query", call -> new PoolQueryCommand(call));
        verbs.put("resolve", call -> new Resolve(call));
        verbs.put("lint", call -> new Lint(call));
        verbs.put("import", call -> new PoolImportCommand(call));
        return verbs;
    }

    @Command(
            name = "pool",
            description = "Short signals to the others: completed, blocked, claimed, or signaling.",
            footer = {"", "Example: tutti pool query --since 2h"})
    static final class PoolCommand extends Basics {

        PoolCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(
                    ExitCode.USAGE,
                    "tutti pool needs a verb: post, query, resolve, lint, import\n  Next step: tutti pool --help");
        }
    }

    @Command(
            name = "post",
            description = {
                "Tell the others something.",
                "It lives as long as the setting pool.ttl says, a claim until you complete it or leave, a blocker until it is "
                        + "answered or a day, unless --ttl says otherwise.",
                "With - alone the pool blocks on standard input are posted, all of them or none."
            },
            footer = {
                "",
                "Example: tutti pool post completed \"Auth bug fix\" --affects auth.py,session_handler.py",
                "Example: tutti pool post claimed \"Visual server refactor\" --text \"down until 14:30\" --ttl 30m"
            })
    static final class Post extends Basics.AsSomebody implements Changes {

        @Parameters(
                index = "0",
                paramLabel = "ACTION",
                completionCandidates = Actions.class,
                description = "completed, blocked, claimed or signaling; another word is kept and means signaling")
        private String action = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "TOPIC", description = "what it is about, one line")
        private String topic = "";

        @Option(names = "--text", paramLabel = "TEXT", description = TEXT)
        private String text = "";

        @Option(names = "--affects", paramLabel = "PATHS", description = AFFECTS)
        private String affects = "";

        @Option(
                names = "--blocks",
                paramLabel = "TEXT",
                description = "what it blocks or unblocks; all are shown it then")
        private String blocks = "";

        @Option(names = "--ttl", paramLabel = "DURATION", converter = Terms.class, description = TTL)
        private Optional<Duration> ttl = Optional.empty();

        Post(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (action.equals(STANDARD_INPUT)) {
                return postBlocks();
            }
            Optional<PoolAction> known = PoolAction.of(action);
            PoolDraft draft = new PoolDraft(
                    known.orElse(PoolAction.SIGNALING),
                    known.isPresent() ? "" : Foreign.line(action, 200),
                    Foreign.text(topic).strip(),
                    Foreign.text(text).strip(),
                    Foreign.text(affects).strip(),
                    List.of(),
                    Foreign.text(blocks).strip(),
                    ttl,
                    Origin.POSTED,
                    "");
            return post(List.of(draft));
        }

        private int postBlocks() {
            List<PoolDraft> drafts = Pool.blocks(input(call)).stream()
                    .flatMap(block -> block.draft().stream())
                    .toList();
            if (drafts.isEmpty()) {
                return call.fail(
                        ExitCode.FAILED,
                        "there is no pool block on standard input; nothing was posted"
                                + "\n  Next step: tutti pool lint - says why");
            }
            return post(drafts);
        }

        private int post(List<PoolDraft> drafts) {
            List<PoolOutcome> outcomes = call.desk().flows().pool().post(call.asker(as), once(drafts));
            List<String> faults = outcomes.stream()
                    .flatMap(outcome -> outcome instanceof Faulty faulty
                            ? faulty.faults().stream()
                            : java.util.stream.Stream.empty())
                    .toList();
            if (!faults.isEmpty()) {
                return call.fail(
                        ExitCode.USAGE,
                        "nothing was posted: " + String.join("; ", faults)
                                + "\n  Next step: tutti pool post --help shows what may stand where");
            }
            outcomes.forEach(this::said);
            return ExitCode.DONE;
        }

        /** The same request may come twice, when the daemon dies between storing and answering: it posts once. */
        private List<PoolDraft> once(List<PoolDraft> drafts) {
            Optional<String> request = call.verb().request();
            return request.isEmpty()
                    ? drafts
                    : IntStream.range(0, drafts.size())
                            .mapToObj(i -> drafts.get(i).under("request " + request.get() + " " + i))
                            .toList();
        }

        private void said(PoolOutcome outcome) {
            switch (outcome) {
                case Posted(PoolEntry entry, List<PoolEntry> ended) -> {
                    if (json) {
                        ObjectNode document = document(call, entry);
                        ArrayNode over = document.putArray("ended");
                        ended.forEach(each -> over.add(each.id().publicId()));
                        call.json(document);
                    } else {
                        call.line(entry.id().publicId() + "  " + line(entry));
                        ended.forEach(
                                each -> call.line("  over now: " + each.id().publicId() + "  " + line(each)));
                    }
                }
                case Known(PoolEntry entry) -> call.line(entry.id().publicId() + " was posted before");
                case Faulty _ -> {}
            }
        }
    }

    @Command(
            name = "resolve",
            description = "Say that an entry is over: a claim that is done, a blocker that is gone.",
            footer = {"", "Example: tutti pool resolve pool-17"})
    static final class Resolve extends Basics.AsSomebody implements Changes {

        @Parameters(paramLabel = "ENTRY", description = "its id, as tutti pool query shows it")
        private String id = "";

        Resolve(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<PoolEntry> found =
                    EntryId.of(id).flatMap(entry -> call.desk().flows().pool().resolve(call.asker(as), entry));
            if (found.isEmpty()) {
                return call.fail(ExitCode.FAILED, noSuchEntry(id));
            }
            PoolEntry entry = found.get();
            if (json) {
                call.json(document(call, entry));
            } else {
                String end = entry.end().map(PoolEnd::word).orElse(PoolEnd.EXPIRED.word());
                call.line(entry.id().publicId() + " is over (" + end + ")  " + line(entry));
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "lint",
            description = "Which pool blocks on standard input would be posted, and why others would not.",
            footer = {"", "Example: tutti pool lint - <answer.md"})
    static final class Lint extends Basics {

        @Parameters(paramLabel = "-", description = "standard input")
        private String from = "";

        Lint(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (!from.equals(STANDARD_INPUT)) {
                return call.fail(
                        ExitCode.USAGE,
                        "tutti pool lint reads standard input only\n  Next step: tutti pool lint - <FILE");
            }
            List<PoolBlock> blocks = Pool.blocks(input(call));
            if (json) {
                ObjectNode document = call.object();
                ArrayNode array = document.putArray("blocks");
                blocks.forEach(block -> array.add(shape(block)));
                call.json(document);
            } else {
                blocks.forEach(this::say);
            }
            return blocks.stream().anyMatch(block -> block.draft().isPresent())
                    ? ExitCode.DONE
                    : call.fail(
                            ExitCode.FAILED,
                            "nothing of it would be posted"
                                    + "\n  Next step: a line ```pool, then lines KEY: value, then a line ```");
        }

        private ObjectNode shape(PoolBlock block) {
            ObjectNode json = call.object();
            json.put("line", block.line());
            json.put("taken", block.draft().isPresent());
            json.put("action", block.draft().map(draft -> draft.action().word()).orElse(""));
            json.put("topic", block.draft().map(PoolDraft::topic).orElse(""));
            ArrayNode notes = json.putArray("notes");
            block.notes().forEach(notes::add);
            return json;
        }

        private void say(PoolBlock block) {
            String what = block.draft()
                    .map(draft -> "would be posted: " + draft.action().word() + ": " + draft.topic())
                    .orElse("would not be posted");
            call.line("Line " + block.line() + " " + what);
            block.notes().forEach(note -> call.line("  " + note));
        }
    }

    /** The documents' words. */
    static final class Actions extends java.util.ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Actions() {
            super(List.of("completed", "blocked", "claimed", "signaling"));
        }
    }

    static String input(Call call) {
        return new String(call.verb().input(), UTF_8);
    }

    static String noSuchEntry(String id) {
        return "there is no entry " + Foreign.quoted(id, 60) + " in the pool of this project"
                + "\n  Next step: tutti pool query --verbose shows the ids";
    }

    /** An entry as JSON. */
    static ObjectNode document(Call call, PoolEntry entry) {
        record Known(String author, Instant now) {}
        Known known = call.desk()
                .rooms()
                .store()
                .read(tx -> new Known(
                        call.desk().rooms().instances().get(tx, entry.author()).publicId(), tx.now()));
        return Shapes.poolEntry(entry, known.author(), known.now());
    }

    /** An entry on one line. */
    static String line(PoolEntry entry) {
        return "[" + Foreign.line(entry.authorName(), 40) + "] " + Foreign.line(entry.actionWord(), 40) + ": "
                + Foreign.line(entry.draft().topic(), 200);
    }

    /** When an entry ends or how it did. */
    static String end(PoolEntry entry, Instant now) {
        if (entry.end().isPresent()) {
            return "over: " + entry.end().get().word();
        }
        if (!entry.endsAt().isAfter(now)) {
            return "over: " + PoolEnd.EXPIRED.word();
        }
        return entry.endsAt().isAfter(now.plus(Duration.ofDays(3650)))
                ? "until it is completed or its author leaves"
                : "for another " + When.span(Duration.between(now, entry.endsAt()));
    }
}
