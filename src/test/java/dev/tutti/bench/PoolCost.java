package dev.tutti.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.agents.Caller;
import dev.tutti.daemon.HookEngine;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.Rooms;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.log.LogToFile;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.pool.Origin;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolFilter;
import dev.tutti.pool.PoolOutcome;
import dev.tutti.projects.Monitor;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The main of {@code bench/pool}: the daemon's insides on a real SQLite file, in a JVM with the daemon's flags. */
final class PoolCost {

    private static final int FEW = 20;
    private static final int MANY = 100_000;
    private static final int MILLION = 1_000_000;
    private static final int OPENINGS = 20;
    private static final int AT_ONCE = 200;
    private static final Duration LIFE = Duration.ofHours(2);
    private static final List<String> THINGS = List.of(
            "parser", "login", "payment", "router", "cache", "token", "schema", "upload", "search", "invoice", "mailer",
            "session", "webhook", "gallery", "report", "worker");
    private static final List<PoolAction> OTHERS =
            List.of(PoolAction.SIGNALING, PoolAction.BLOCKED, PoolAction.CLAIMED, PoolAction.SIGNALING);
    private static final List<String> DEEDS = List.of(
            "Refactored", "Fixed", "Measured", "Split", "Renamed", "Tested", "Documented", "Replaced", "Removed");

    private final Ticker ticker = new SystemTicker();
    private final Path project;
    private final int samples;

    private PoolCost(Path project, int samples) {
        this.project = project;
        this.samples = samples;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        System.out.println("Tutti pool on " + Machine.kind() + ", load " + Machine.load());
        Path folder = Files.createTempDirectory("tutti-bench-");
        LogToFile log = LogToFile.install(
                Files.createDirectories(folder.resolve("log")).resolve("log"), new SystemTicker(), new Secrets());
        try (TemporaryRepository repository = TemporaryRepository.in(folder)) {
            PoolCost cost = new PoolCost(repository.root(), quick ? 50 : 300);
            if (List.of(arguments).contains("--million")) {
                cost.openMillion(Files.createDirectories(folder.resolve("million")));
            } else {
                cost.compare(folder);
            }
        } finally {
            log.close();
        }
        System.exit(0);
    }

    private void compare(Path folder) throws IOException {
        try (HookEngine few = HookEngine.open(Files.createDirectories(folder.resolve("few")));
                HookEngine many = HookEngine.open(Files.createDirectories(folder.resolve("many")))) {
            fill(few, FEW);
            fill(many, MANY);
            for (int i = 0; i < samples; i++) {
                begin(few, "warm" + i);
                begin(many, "warm" + i);
                query(few, Optional.empty());
                query(many, Optional.empty());
            }
            Table.head(
                    "With 100,000 live entries against 20 (load " + Machine.load() + ")",
                    "what",
                    "n",
                    "time",
                    "time ratio",
                    "statements, rows: 20; 100,000",
                    "budget: the same, 1.3 x");
            compare("SessionStart with the digest", few, many, (engine, i) -> begin(engine, "s" + i));
            compare("a tool result, nothing new", few, many, (engine, i) -> prompt(engine, "s" + i % 10));
            compare("pool query", few, many, (engine, _) -> query(engine, Optional.empty()));
            compare(
                    "pool query --search, a common word",
                    few,
                    many,
                    (engine, _) -> query(engine, Optional.of("parser")));
            posting(many);
        }
    }

    /** What a daemon that starts on it has to wait for, and the first answer after that, which finds nothing in memory yet. */
    private void openMillion(Path store) throws IOException {
        long begun = System.nanoTime();
        try (HookEngine engine = HookEngine.open(store)) {
            fill(engine, MILLION);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d live entries in %d s, %,d MiB%n",
                MILLION,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                Files.size(store.resolve("tutti.db")) >> 20);
        List<Long> opened = new ArrayList<>();
        Map<String, List<Long>> asked = new LinkedHashMap<>();
        for (int i = 0; i < OPENINGS; i++) {
            int opening = i;
            long before = System.nanoTime();
            try (HookEngine engine = HookEngine.open(store)) {
                opened.add(System.nanoTime() - before);
                first(asked, "then pool query, the first", () -> query(engine, Optional.empty()));
                first(asked, "then pool query --search", () -> query(engine, Optional.of("parser")));
                first(asked, "then SessionStart with the digest", () -> begin(engine, "opening" + opening));
                for (int again = 0; again < samples / OPENINGS; again++) {
                    first(asked, "pool query, later", () -> query(engine, Optional.empty()));
                }
            }
        }
        Table.head(
                "With 1,000,000 live entries (load " + Machine.load() + ")",
                "what",
                "n",
                "median",
                "max",
                "",
                "budget");
        row("opening the store", opened, "50 ms with the query");
        asked.forEach((what, nanos) -> row(what, nanos, ""));
    }

    private static void first(Map<String, List<Long>> asked, String what, Runnable ask) {
        long begun = System.nanoTime();
        ask.run();
        asked.computeIfAbsent(what, _ -> new ArrayList<>()).add(System.nanoTime() - begun);
    }

    private static void row(String what, List<Long> nanos, String budget) {
        Figures figures = new Figures(nanos);
        Table.row(
                what,
                "" + figures.count(),
                Figures.millis(figures.median()),
                Figures.millis(figures.at(1)),
                "",
                budget);
    }

    /** Something that is asked of either. */
    private interface Ask {
        void ask(HookEngine engine, int i);
    }

    private void compare(String what, HookEngine few, HookEngine many, Ask ask) {
        List<Long> fewNanos = new ArrayList<>();
        List<Long> manyNanos = new ArrayList<>();
        StoreCounts before = few.counts();
        StoreCounts beforeMany = many.counts();
        for (int i = 0; i < samples; i++) {
            // Whoever is asked second finds the processors as the first left them.
            if (i % 2 == 0) {
                fewNanos.add(timed(few, ask, i));
                manyNanos.add(timed(many, ask, i));
            } else {
                manyNanos.add(timed(many, ask, i));
                fewNanos.add(timed(few, ask, i));
            }
        }
        Figures without = new Figures(fewNanos);
        Figures with = new Figures(manyNanos);
        Table.row(
                what,
                "" + samples,
                Figures.millis(with.median()),
                Figures.ratio(with.median(), without.median()),
                perAsk(few.counts(), before) + "; " + perAsk(many.counts(), beforeMany));
    }

    private static long timed(HookEngine engine, Ask ask, int i) {
        long begun = System.nanoTime();
        ask.ask(engine, i);
        return System.nanoTime() - begun;
    }

    private String perAsk(StoreCounts after, StoreCounts before) {
        return String.format(
                Locale.ROOT,
                "%.1f, %.1f",
                (double) (after.statements() - before.statements()) / samples,
                (double) (after.rows() - before.rows()) / samples);
    }

    private void posting(HookEngine engine) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            PoolDraft draft = draft(i, Optional.empty());
            long begun = System.nanoTime();
            List<PoolOutcome> posted = engine.flows().pool().post(asker(), List.of(draft));
            nanos.add(System.nanoTime() - begun);
            if (!(posted.getFirst() instanceof PoolOutcome.Posted)) {
                throw new IllegalStateException("an entry was not posted: " + posted);
            }
        }
        Figures figures = new Figures(nanos);
        Table.head(
                "Posting into 100,000, each flushed to the disk (load " + Machine.load() + ")",
                "what",
                "n",
                "median",
                "p99",
                "",
                "budget");
        Table.row(
                "tutti pool post, in the daemon",
                "" + figures.count(),
                Figures.millis(figures.median()),
                Figures.millis(figures.at(0.99)),
                "",
                "p99 5 ms");
    }

    private void begin(HookEngine engine, String session) {
        HookTexts texts = new HookTexts(session, project);
        hook(engine, texts.start());
        hook(engine, texts.end());
    }

    private void prompt(HookEngine engine, String session) {
        hook(engine, new HookTexts("reader-" + session, project).after(project.resolve("x"), "none"));
    }

    private void hook(HookEngine engine, String event) {
        Map<String, String> said =
                Map.of("PWD", project.toString(), "CLAUDE_PID", Long.toString(Crowd.PID), "CLAUDE_INSTANCE", "reader");
        engine.door()
                .answer("claude", said, event.getBytes(UTF_8), Deadline.in(ticker, Duration.ofSeconds(20)))
                .afterwards()
                .run();
    }

    private void query(HookEngine engine, Optional<String> search) {
        Rooms rooms = engine.rooms();
        rooms.store()
                .read(tx -> rooms.pool()
                        .list(
                                tx,
                                rooms.projects().all(tx).getFirst(),
                                new PoolFilter(
                                        search.isPresent()
                                                ? Optional.empty()
                                                : Optional.of(tx.now().minus(LIFE)),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        search,
                                        FEW)));
    }

    /** Entries of a crowd of authors, a few of them completed, the others of each action, all live, the last of them now. */
    private void fill(HookEngine engine, int count) {
        Rooms rooms = engine.rooms();
        for (int author = 0; author < 10; author++) {
            hook(engine, new HookTexts("author-" + author, project).prompt("Work on the " + THINGS.get(author)));
        }
        for (int from = 0; from < count; from += AT_ONCE) {
            int begin = from;
            rooms.store().write(tx -> {
                Monitor monitor =
                        rooms.projects().enter(tx, rooms.projects().all(tx).getFirst());
                List<Instance> authors = rooms.instances().living(tx, monitor.project());
                int end = Math.min(count, begin + AT_ONCE);
                for (int i = begin; i < end; i++) {
                    post(tx, rooms, monitor, authors.get(i % authors.size()), i);
                }
                return end;
            });
        }
    }

    private static void post(Tx tx, Rooms rooms, Monitor monitor, Instance author, int i) {
        PoolOutcome posted = rooms.pool()
                .post(
                        tx,
                        monitor,
                        draft(i, Optional.of(Duration.ofDays(1))),
                        new Author(author, author.name(), tx.now()),
                        LIFE);
        if (!(posted instanceof PoolOutcome.Posted)) {
            throw new IllegalStateException("an entry was not posted: " + posted);
        }
    }

    /** None completes what another claims: their topics share one word at most. */
    private static PoolDraft draft(int i, Optional<Duration> ttl) {
        String thing = THINGS.get(i % THINGS.size());
        PoolAction action = i % 50 == 0 ? PoolAction.COMPLETED : OTHERS.get(i % OTHERS.size());
        return new PoolDraft(
                action,
                "",
                DEEDS.get(i % DEEDS.size()) + " the " + thing + " entry" + i,
                "It took " + i % 60 + " minutes and touched the " + THINGS.get((i / 16) % THINGS.size()) + ".",
                "",
                List.of(),
                "",
                ttl,
                Origin.POSTED,
                "");
    }

    private Asker asker() {
        return new Asker(project, Caller.of(Map.of("USER", "bench")), Optional.empty());
    }
}
