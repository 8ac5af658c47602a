package dev.tutti.cli;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.PoolFilter;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What is in the pool of the project, live or over. */
@Command(
        name = "query",
        description = {
            "What was posted lately, the newest first; with --json one document a line.",
            "Where a program reads it every entry has a line INSTANCE: NAME."
        },
        footer = {
            "",
            "Example: tutti pool query --since 8h --topic auth",
            "Example: tutti pool query --all --search \"token refresh\""
        })
class PoolQueryCommand extends Basics {

    /** The same under the name that the documents' script has. */
    @Command(
            name = "pool-query",
            description = "The documents' pool-query: tutti pool query.",
            footer = {"", "Example: tutti pool-query --since 8h | grep INSTANCE"})
    static final class Documented extends PoolQueryCommand {

        Documented(Call call) {
            super(call);
        }
    }

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int SUMMARY_MAX = 400;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "how far back; 1h unless given")
    private Duration since = Duration.ofHours(1);

    @Option(names = "--all", description = "however old")
    private boolean all;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            completionCandidates = Candidates.Instances.class,
            description = "only from one who is called so")
    private Optional<String> instance = Optional.empty();

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            completionCandidates = PoolCommands.Actions.class,
            description = "only completed, blocked, claimed or signaling ones")
    private Optional<String> action = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "TEXT",
            description = "only those whose topic, summary or paths have this text, in any case")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--search", paramLabel = "WORDS", description = "only those that have all of these words")
    private Optional<String> search = Optional.empty();

    @Option(
            names = {"-s", "--summary"},
            description = "only how many, by instance and by action")
    private boolean counted;

    @Option(
            names = {"-v", "--verbose"},
            description = "absolute times, ids, and everything there is to tell")
    private boolean verbose;

    @Option(names = "--limit", paramLabel = "N", description = PoolCommands.LIMIT)
    private int limit = 50;

    @Option(
            names = {"-f", "--follow"},
            description = FOLLOW)
    private boolean follow;

    PoolQueryCommand(Call call) {
        super(call);
    }

    /** What was read. */
    private record Read(
            Optional<ProjectId> project,
            List<PoolEntry> entries,
            EntryId last,
            Map<InstanceId, String> authors,
            Instant now) {}

    @Override
    public Integer call() throws InterruptedException {
        Optional<PoolAction> wanted = action.flatMap(PoolAction::of);
        if (action.isPresent() && wanted.isEmpty()) {
            return call.fail(
                    ExitCode.USAGE,
                    Foreign.quoted(action.get(), 60) + " is no action of the pool"
                            + "\n  Next step: --action completed, blocked, claimed or signaling");
        }
        if (limit < 1 || limit > PoolFilter.LIMIT_MAX) {
            return call.fail(
                    ExitCode.USAGE, "--limit is 1 to " + PoolFilter.LIMIT_MAX + "\n  Next step: give one of these");
        }
        try (News news = new News(call.desk().rooms().journal())) {
            Read read = read(wanted);
            show(read);
            if (!follow) {
                return ExitCode.DONE;
            }
            while (call.output().open()) {
                news.await(Duration.ZERO, LOOK_EVERY, call.output()::open);
                read = more(read, wanted);
            }
        }
        return call.over();
    }

    private Read read(Optional<PoolAction> wanted) {
        return call.desk()
                .rooms()
                .store()
                .read(tx -> call.standing(tx)
                        .map(standing -> {
                            Optional<Instant> from = all
                                    ? Optional.empty()
                                    : Optional.of(tx.now().minus(since));
                            PoolFilter filter = new PoolFilter(
                                    from, instance, wanted, topic, search, counted ? PoolFilter.LIMIT_MAX : limit);
                            return read(
                                    tx,
                                    standing.project(),
                                    call.desk().rooms().pool().list(tx, standing.project(), filter));
                        })
                        .orElseGet(() -> new Read(Optional.empty(), List.of(), new EntryId(0), Map.of(), tx.now())));
    }

    private Read read(Tx tx, ProjectId project, List<PoolEntry> entries) {
        Map<InstanceId, String> authors = new HashMap<>();
        entries.forEach(entry -> authors.computeIfAbsent(
                entry.author(),
                id -> call.desk().rooms().instances().get(tx, id).publicId()));
        return new Read(
                Optional.of(project), entries, call.desk().rooms().pool().newest(tx, project), authors, tx.now());
    }

    private Read more(Read shown, Optional<PoolAction> wanted) {
        if (shown.project().isEmpty()) {
            Read first = read(wanted);
            if (!first.entries().isEmpty()) {
                show(first);
            }
            return first;
        }
        ProjectId project = shown.project().get();
        Read read = call.desk()
                .rooms()
                .store()
                .read(tx -> read(
                        tx,
                        project,
                        call.desk().rooms().pool().after(tx, project, shown.last(), PoolFilter.LIMIT_MAX).stream()
                                .filter(entry ->
                                        instance.map(entry.authorName()::equals).orElse(true))
                                .filter(entry -> wanted.map(entry.draft().action()::equals)
                                        .orElse(true))
                                .filter(entry ->
                                        topic.map(text -> holds(entry, text)).orElse(true))
                                .toList()));
        read.entries().forEach(entry -> show(read, entry));
        return read;
    }

    private static boolean holds(PoolEntry entry, String text) {
        PoolDraft draft = entry.draft();
        return (draft.topic() + " " + draft.summary() + " " + draft.affects())
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }

    private void show(Read read) {
        if (counted) {
            showCounts(read);
            return;
        }
        if (read.entries().isEmpty() && !json) {
            call.line("Nothing was posted" + (all ? "" : " in the last " + When.span(since)) + ".");
        }
        read.entries().forEach(entry -> show(read, entry));
        if (read.entries().size() == limit && !json) {
            call.line("The newest " + limit + " are shown; --limit N shows more.");
        }
    }

    private void showCounts(Read read) {
        Map<String, Long> byInstance = count(read, PoolEntry::authorName);
        Map<String, Long> byAction = count(read, entry -> entry.draft().action().word());
        if (json) {
            ObjectNode document = call.object();
            document.put("total", read.entries().size());
            ObjectNode instances = document.putObject("by_instance");
            byInstance.forEach(instances::put);
            ObjectNode actions = document.putObject("by_action");
            byAction.forEach(actions::put);
            call.json(document);
            return;
        }
        call.line("Total: " + read.entries().size() + (all ? "" : " in the last " + When.span(since)));
        call.line("By instance: " + told(byInstance));
        call.line("By action: " + told(byAction));
    }

    private static Map<String, Long> count(Read read, Function<PoolEntry, String> key) {
        return read.entries().stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }

    private static String told(Map<String, Long> counts) {
        List<String> told = new ArrayList<>();
        counts.forEach((key, count) -> told.add(Foreign.line(key, 40) + " " + count));
        return told.isEmpty() ? "-" : String.join(", ", told);
    }

    private void show(Read read, PoolEntry entry) {
        if (json) {
            call.json(Shapes.poolEntry(entry, read.authors().getOrDefault(entry.author(), ""), read.now()));
            return;
        }
        PoolDraft draft = entry.draft();
        String at = verbose ? When.absolute(entry.at()) : When.relative(entry.at(), read.now());
        call.line(PoolCommands.line(entry) + "  (" + at + ", " + PoolCommands.end(entry, read.now()) + ")");
        if (verbose || !call.isTerminal()) {
            call.line("  INSTANCE: " + Foreign.line(entry.authorName(), 40));
            call.line("  ID: " + entry.id().publicId());
        }
        field("", draft.summary());
        field("Affects: ", draft.affects());
        field("Unblocks: ", draft.blocks());
        if (verbose) {
            field(
                    "Paths: ",
                    String.join(
                            ", ",
                            draft.paths().stream().map(path -> path.path()).toList()));
            field("Origin: ", draft.origin().word());
            field("Author: ", read.authors().getOrDefault(entry.author(), ""));
        }
    }

    private void field(String name, String text) {
        if (!text.isBlank()) {
            call.line("  " + name + Foreign.line(text, verbose ? Integer.MAX_VALUE - 1 : SUMMARY_MAX));
        }
    }
}
