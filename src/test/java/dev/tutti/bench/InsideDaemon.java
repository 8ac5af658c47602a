package dev.tutti.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.daemon.HookEngine;
import dev.tutti.http.HookAnswer;
import dev.tutti.kernel.log.LogToFile;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the event's bytes at the hook door to the answer's bytes, in this JVM, which runs with the daemon's flags: the codec,
 * the flows, a real SQLite file, the log line. Left out are the socket and the HTTP server.
 */
final class InsideDaemon {

    static final int INSTANCES = 50;
    private static final int WARM_UP = 2_000;
    private static final int COUNTED = 60;

    private final Path folder;
    private final Path project;
    private final Ticker ticker = new SystemTicker();

    InsideDaemon(Path folder, Path project) {
        this.folder = folder;
        this.project = project;
    }

    /** An engine with its instances in place. */
    record Stage(HookEngine engine, Path project, Ticker ticker) {

        String hook(String event, long pid) {
            HookAnswer answer = answer(event, pid);
            answer.afterwards().run();
            return new String(answer.bytes(), UTF_8);
        }

        /** What the host waits for; the caller sees to what is done after that. */
        HookAnswer answer(String event, long pid) {
            Map<String, String> said = Map.of("PWD", project.toString(), "CLAUDE_PID", Long.toString(pid));
            Deadline deadline = Deadline.in(ticker, Duration.ofSeconds(2));
            return engine.door().answer("claude", said, event.getBytes(UTF_8), deadline);
        }

        /** Returns when that was done. */
        long writeOneRow() {
            engine.rooms().store().write(tx -> tx.update("UPDATE floor SET n = n + 1"));
            return System.nanoTime();
        }

        /** 50 instances that each hold a file of theirs, and two holders whose files others want. */
        void set() throws IOException {
            engine.rooms().store().write(tx -> {
                tx.update("CREATE TABLE floor (n INTEGER NOT NULL)");
                return tx.update("INSERT INTO floor (n) VALUES (0)");
            });
            for (int i = 0; i < INSTANCES; i++) {
                Crowd.hold(this::hook, HookKind.worker(this, i), HookKind.own(this, i));
            }
            hook(new HookTexts("busy", project).before(project.resolve("running.txt"), "busy-1"), Crowd.PID);
            Crowd.hold(this::hook, new HookTexts("dirty", project), project.resolve("dirty.txt"));
        }
    }

    void measure(Plan plan) throws Exception {
        LogToFile log = LogToFile.install(
                Files.createDirectories(folder.resolve("inside")).resolve("log"), ticker, new Secrets());
        try (HookEngine bare = HookEngine.open(Files.createDirectories(folder.resolve("inside/bare")));
                HookEngine full = HookEngine.open(Files.createDirectories(folder.resolve("inside/full")))) {
            Stage few = new Stage(bare, project, ticker);
            Stage many = new Stage(full, project, ticker);
            few.set();
            many.set();
            Crowd.of(100, project).take(many::hook, 1_000);
            warmUp(few, plan);
            openLoop(few, "0 locks but their own", plan);
            openLoop(many, "1,000 locks of 100 more instances", plan);
            compare(few, many);
        } finally {
            log.close();
        }
    }

    /** A daemon that has worked for a while: its code is compiled. */
    private static void warmUp(Stage stage, Plan plan) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            HookKind.MIX.get(i % HookKind.MIX.size()).run(stage, i % INSTANCES, "warm-" + i);
        }
        new OpenLoop(stage, 41).run(plan.loop());
    }

    private static void openLoop(Stage stage, String title, Plan plan) throws Exception {
        OpenLoop loop = new OpenLoop(stage, 42);
        try (AutoCloseable heartbeat = stage.engine().heartbeat()) {
            loop.run(plan.loop());
        }
        Table.head(
                "Inside the daemon, open loop of " + OpenLoop.PER_SECOND + " hooks/s, seed 42, " + INSTANCES
                        + " instances, " + title + " (load " + Machine.load() + ")",
                "kind",
                "n",
                "median",
                "p99",
                "of that in the door (median, p99)",
                "budget");
        loop.show();
    }

    /** One hook after the other, alternating between the two stores, so that both meet the same load. */
    private static void compare(Stage few, Stage many) {
        Table.head(
                "With 1,000 locks and 100 more instances against without (load " + Machine.load() + ")",
                "kind",
                "n",
                "time",
                "time ratio",
                "statements, rows: without, with",
                "budget: the same, 1.3 x");
        for (HookKind kind : HookKind.values()) {
            List<Long> fewNanos = new ArrayList<>();
            List<Long> manyNanos = new ArrayList<>();
            StoreCounts[] used = {new StoreCounts(0, 0, 0), new StoreCounts(0, 0, 0)};
            for (int i = 0; i < COUNTED; i++) {
                String name = "counted-" + kind + i;
                used[0] = add(used[0], timed(few, kind, i, name, fewNanos));
                used[1] = add(used[1], timed(many, kind, i, name, manyNanos));
            }
            Figures without = new Figures(fewNanos);
            Figures with = new Figures(manyNanos);
            Table.row(
                    kind.title(),
                    "" + COUNTED,
                    Figures.millis(with.median()),
                    Figures.ratio(with.median(), without.median()),
                    perHook(used[0]) + "; " + perHook(used[1]));
        }
    }

    private static StoreCounts timed(Stage stage, HookKind kind, int i, String name, List<Long> nanos) {
        kind.prepare(stage, i % INSTANCES, name);
        StoreCounts before = stage.engine().counts();
        String event = kind.event(stage, i % INSTANCES, name);
        long begun = System.nanoTime();
        long answered = kind.run(stage, event);
        nanos.add(answered - begun);
        StoreCounts after = stage.engine().counts();
        return new StoreCounts(
                after.transactions() - before.transactions(),
                after.statements() - before.statements(),
                after.rows() - before.rows());
    }

    private static StoreCounts add(StoreCounts a, StoreCounts b) {
        return new StoreCounts(
                a.transactions() + b.transactions(), a.statements() + b.statements(), a.rows() + b.rows());
    }

    private static String perHook(StoreCounts all) {
        return String.format(
                java.util.Locale.ROOT,
                "%.1f, %.1f",
                (double) all.statements() / COUNTED,
                (double) all.rows() / COUNTED);
    }
}
