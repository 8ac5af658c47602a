package dev.tutti.bench;

import dev.tutti.bench.InsideDaemon.Stage;
import dev.tutti.http.RequestThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Hooks that come when they come (a Poisson stream), each on a thread as the server has them, timed from the instant it
 * was meant to come: one that waits behind another has waited.
 */
final class OpenLoop {

    static final int PER_SECOND = 200;

    /** One hook, from when it was meant, from when its thread ran. */
    private record Sample(HookKind kind, long fromIntended, long inDoor) {}

    private final Stage stage;
    private final long seed;
    private final SplittableRandom random;
    private final RequestThreads threads = new RequestThreads();
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicReference<RuntimeException> broken = new AtomicReference<>();

    OpenLoop(Stage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    void run(Duration length) throws InterruptedException {
        int count = (int) (length.toMillis() * PER_SECOND / 1_000);
        CountDownLatch over = new CountDownLatch(count);
        long intended = System.nanoTime();
        for (int i = 0; i < count; i++) {
            intended += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / PER_SECOND);
            HookKind kind = HookKind.MIX.get(random.nextInt(HookKind.MIX.size()));
            int worker = random.nextInt(InsideDaemon.INSTANCES);
            String event = kind.event(stage, worker, "loop-" + seed + "-" + i);
            awaitInstant(intended);
            long meant = intended;
            threads.execute(() -> one(kind, event, meant, over));
        }
        over.await();
        if (broken.get() != null) {
            throw broken.get();
        }
    }

    private static void awaitInstant(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void one(HookKind kind, String event, long meant, CountDownLatch over) {
        long begun = System.nanoTime();
        try {
            long answered = kind.run(stage, event);
            samples.add(new Sample(kind, answered - meant, answered - begun));
        } catch (RuntimeException e) {
            broken.set(e);
        } finally {
            over.countDown();
        }
    }

    void show() {
        Map<HookKind, List<Sample>> byKind = new EnumMap<>(HookKind.class);
        samples.forEach(sample ->
                byKind.computeIfAbsent(sample.kind(), _ -> new ArrayList<>()).add(sample));
        row("all", samples, "p50 0.3 ms, p99 3 ms");
        byKind.forEach((kind, some) -> row("  " + kind.title(), some, ""));
    }

    private static void row(String title, Collection<Sample> some, String budget) {
        Figures whole = new Figures(some.stream().map(Sample::fromIntended).toList());
        Figures door = new Figures(some.stream().map(Sample::inDoor).toList());
        Table.row(
                title,
                "" + whole.count(),
                Figures.millis(whole.median()),
                Figures.millis(whole.at(0.99)),
                Figures.millis(door.median()) + ", " + Figures.millis(door.at(0.99)),
                budget);
    }
}
