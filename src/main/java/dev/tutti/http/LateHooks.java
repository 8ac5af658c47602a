package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers for the hooks that think for too long, each at most {@link #EVERY} after its deadline. It looks while some run and
 * {@link #QUIET} longer, so that an idle daemon stays idle and hooks that follow one another wake nobody. Safe from any
 * thread.
 */
final class LateHooks implements AutoCloseable {

    static final Duration EVERY = Duration.ofMillis(50);
    static final Duration QUIET = Duration.ofSeconds(5);

    private final Set<Thinking> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** A hook that is being answered; whoever claims it answers it, once. */
    final class Thinking implements AutoCloseable {
        private final Deadline deadline;
        private final Runnable late;
        private final AtomicBoolean claimed = new AtomicBoolean();

        private Thinking(Deadline deadline, Runnable late) {
            this.deadline = requireNonNull(deadline, "deadline");
            this.late = requireNonNull(late, "late");
        }

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        @Override
        public void close() {
            running.remove(this);
        }

        private void answerWhenLate() {
            if (deadline.hasPassed() && claim()) {
                running.remove(this);
                try {
                    Thread.ofVirtual().name("late-hook").start(late);
                } catch (OutOfMemoryError e) {
                    late.run();
                }
            }
        }
    }

    /** @param late answers the hook in place of the one that still thinks, on a thread of its own */
    Thinking begin(Deadline deadline, Runnable late) {
        Thinking thinking = new Thinking(deadline, late);
        running.add(thinking);
        if (watched.compareAndSet(false, true)) {
            try {
                Thread.ofPlatform().daemon().name("late-hooks").start(this::watch);
            } catch (OutOfMemoryError e) {
                // The machine gives no more threads: the next one that begins tries again.
                watched.set(false);
            }
        }
        return thinking;
    }

    /** Those that still think are left to it. */
    @Override
    public void close() {
        closing.countDown();
    }

    private void watch() {
        do {
            for (int quiet = 0; quiet < QUIET.dividedBy(EVERY); quiet++) {
                if (isClosed()) {
                    return;
                }
                lookOnce();
                if (!running.isEmpty()) {
                    quiet = 0;
                }
            }
            watched.set(false);
            // One that began in between found itself watched.
        } while (!running.isEmpty() && watched.compareAndSet(false, true));
    }

    private void lookOnce() {
        try {
            running.forEach(Thinking::answerWhenLate);
        } catch (RuntimeException | Error e) {
            // No memory for a moment; those that are still there are looked at again.
        }
    }

    private boolean isClosed() {
        try {
            return closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
