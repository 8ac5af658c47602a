package dev.tutti.bench;

import static java.util.Objects.requireNonNull;

import dev.tutti.bench.InsideDaemon.Stage;
import dev.tutti.http.RequestThreads;
import java.time.Duration;
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
import java.util.function.LongSupplier;

/**
 * Hooks that come when they come (a Poisson stream), each on a thread as the server has them, timed from the instant it
 * was meant to come: one that waits behind another has waited.
 */
final class OpenLoop {

    static final int PER_SECOND = 200;

    /** Of so many that come one is no hook, but the least that any recorded decision costs: one row written. */
    private static final int FLOOR_EVERY = 10;

    /** What came, from when it was meant, from when its thread ran. */
    private record Sample(long fromIntended, long inDoor) {}

    private final Stage stage;
    private final long seed;
    private final SplittableRandom random;
    private final RequestThreads threads = new RequestThreads();
    private final Map<HookKind, Queue<Sample>> hooks = new EnumMap<>(HookKind.class);
    private final Queue<Sample> floor = new ConcurrentLinkedQueue<>();
    private final AtomicReference<RuntimeException> broken = new AtomicReference<>();

    OpenLoop(Stage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        List.of(HookKind.values()).forEach(kind -> hooks.put(kind, new ConcurrentLinkedQueue<>()));
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
            boolean isFloor = i % FLOOR_EVERY == 0;
            long meant = intended;
            awaitInstant(intended);
            threads.execute(() -> one(
                    isFloor ? floor : requireNonNull(hooks.get(kind)),
                    isFloor ? stage::writeOneRow : () -> kind.run(stage, event),
                    meant,
                    over));
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

    /** @param work returns when it was answered */
    private void one(Queue<Sample> samples, LongSupplier work, long meant, CountDownLatch over) {
        long begun = System.nanoTime();
        try {
            long answered = work.getAsLong();
            samples.add(new Sample(answered - meant, answered - begun));
        } catch (RuntimeException e) {
            broken.set(e);
        } finally {
            over.countDown();
        }
    }

    void show() {
        row("floor: one row in one transaction", floor, "");
        row("all hooks", hooks.values().stream().flatMap(Queue::stream).toList(), "p50 0.3 ms, p99 3 ms");
        hooks.forEach((kind, some) -> row("  " + kind.title(), some, ""));
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
