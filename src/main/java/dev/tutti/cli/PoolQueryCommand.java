package dev.tutti.cli;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolCount;
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
    private static final int PAGE = 500;
    private static final int PAGE_IN_FULL = 20;

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

    /** What was read last. */
    private record Read(
            Optional<ProjectId> project,
            List<PoolEntry> entries,
            EntryId last,
            Map<InstanceId, String> authors,
            Instant now) {

        static Read nothing(Instant now) {
            return new Read(Optional.empty(), List.of(), new EntryId(0), Map.of(), now);
        }
    }

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
        if (counted) {
            return showCounts(wanted);
        }
        try (News news = new News(call.desk().rooms().journal())) {
            Read read = showPages(wanted);
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

    private PoolFilter filter(Tx tx, Optional<PoolAction> wanted, int size) {
        Optional<Instant> from = all ? Optional.empty() : Optional.of(tx.now().minus(since));
        return new PoolFilter(from, instance, wanted, topic, search, size);
    }

    /** Page by page: entries may be large, and the daemon is small. */
    private Read showPages(Optional<PoolAction> wanted) {
        Optional<PoolEntry> after = Optional.empty();
        int shown = 0;
        Read read = page(wanted, after, limit);
        while (!read.entries().isEmpty()) {
            Read page = read;
            page.entries().forEach(entry -> show(page, entry));
            shown += page.entries().size();
            after = Optional.of(page.entries().getLast());
            read = shown < limit
                    ? page(wanted, after, limit - shown)
                    : new Read(page.project(), List.of(), page.last(), Map.of(), page.now());
        }
        if (!json && shown == 0) {
            call.line("Nothing was posted" + (all ? "" : " in the last " + When.span(since)) + ".");
        }
        if (!json && shown == limit) {
            call.line("The newest " + limit + " are shown; --limit N shows more.");
        }
        return read;
    }

    private Read page(Optional<PoolAction> wanted, Optional<PoolEntry> after, int left) {
        int size = Math.min(left, json || verbose ? PAGE_IN_FULL : PAGE);
        return call.desk()
                .rooms()
                .store()
                .read(tx -> call.standing(tx)
                        .map(standing -> read(
                                tx,
                                standing.project(),
                                call.desk()
                                        .rooms()
                                        .pool()
                                        .page(
                                                tx,
                                                standing.project(),
                                                filter(tx, wanted, size),
                                                after,
                                                json || verbose)))
                        .orElseGet(() -> Read.nothing(tx.now())));
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
            Read first = page(wanted, Optional.empty(), limit);
            first.entries().forEach(entry -> show(first, entry));
            return first;
        }
        ProjectId project = shown.project().get();
        Read read = call.desk().rooms().store().read(tx -> {
            List<PoolEntry> after = call.desk().rooms().pool().after(tx, project, shown.last(), PAGE_IN_FULL);
            Read all = read(tx, project, after);
            EntryId last = after.isEmpty() ? shown.last() : after.getLast().id();
            return new Read(all.project(), after, last, all.authors(), all.now());
        });
        read.entries().stream().filter(entry -> isWanted(entry, wanted)).forEach(entry -> show(read, entry));
        return read;
    }

    private boolean isWanted(PoolEntry entry, Optional<PoolAction> wanted) {
        return instance.map(entry.authorName()::equals).orElse(true)
                && wanted.map(entry.draft().action()::equals).orElse(true)
                && topic.map(text -> holds(entry, text)).orElse(true);
    }

    private static boolean holds(PoolEntry entry, String text) {
        PoolDraft draft = entry.draft();
        return (draft.topic() + " " + draft.summary() + " " + draft.affects())
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }

    private int showCounts(Optional<PoolAction> wanted) {
        List<PoolCount> counts = call.desk()
                .rooms()
                .store()
                .read(tx -> call.standing(tx)
                        .map(standing ->
                                call.desk().rooms().pool().counts(tx, standing.project(), filter(tx, wanted, limit)))
                        .orElse(List.of()));
        Map<String, Long> byInstance = sums(counts, PoolCount::author);
        Map<String, Long> byAction = sums(counts, count -> count.action().word());
        long total = counts.stream().mapToLong(PoolCount::count).sum();
        if (json) {
            ObjectNode document = call.object();
            document.put("total", total);
            ObjectNode instances = document.putObject("by_instance");
            byInstance.forEach(instances::put);
            ObjectNode actions = document.putObject("by_action");
            byAction.forEach(actions::put);
            call.json(document);
            return ExitCode.DONE;
        }
        call.line("Total: " + total + (all ? "" : " in the last " + When.span(since)));
        call.line("By instance: " + told(byInstance));
        call.line("By action: " + told(byAction));
        return ExitCode.DONE;
    }

    private static Map<String, Long> sums(List<PoolCount> counts, Function<PoolCount, String> key) {
        return counts.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.summingLong(PoolCount::count)));
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
