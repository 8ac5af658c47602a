package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs at most so many jobs at a time, in order of arrival, while their callers wait: on the caller's own thread where that
 * is a {@link StoreThread}, else on one of the lane's. Any thread that is not inside a job may call it; the lane's threads
 * are started when first needed.
 */
final class Lane {

    /** How many jobs may wait before the next one is refused as {@link StoreException.Code#BUSY}. */
    static final int WAITING_MAX = 1024;

    /** How long an orderly close waits for running jobs. */
    private static final long CLOSE_SECONDS_MAX = 5;

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    private final ThreadPoolExecutor threads;
    private final Semaphore turns;
    private final int size;
    private volatile boolean closed;

    Lane(String name, int size) {
        requireNonNull(name, "name");
        this.size = size;
        this.turns = new Semaphore(size, true);
        var count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                loop -> new StoreThread(loop, name + "-" + count.incrementAndGet()));
    }

    /** Runs {@code job} and returns what it returned, or throws what it threw. An interrupt is kept for afterwards. */
    <T> T run(Callable<T> job) {
        requireNonNull(job, "job");
        StoreThread.refuseNesting();
        if (Thread.currentThread() instanceof StoreThread) {
            return here(job);
        }
        var task = new FutureTask<>(() -> inTurn(job));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw threads.isShutdown() ? closed(e) : overfull(e);
        }
        return await(task);
    }

    /** Lets {@code job} run when its turn comes, without waiting for it; a closed lane drops it. */
    void start(Runnable job) {
        requireNonNull(job, "job");
        try {
            threads.execute(() -> started(job));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "a job was dropped", e);
        }
    }

    /** Takes no more jobs and waits a bounded time for those it has; true when all are done. */
    boolean close() {
        closed = true;
        threads.shutdown();
        try {
            boolean done = threads.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)
                    && turns.tryAcquire(size, CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
            if (done) {
                // Whoever comes now is to be refused, not to wait.
                turns.release(size);
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T here(Callable<T> job) {
        if (closed) {
            throw closed(null);
        }
        if (turns.getQueueLength() >= WAITING_MAX) {
            throw overfull(null);
        }
        try {
            return inTurn(() -> {
                if (closed) {
                    throw closed(null);
                }
                return job.call();
            });
        } catch (Exception e) {
            throw raise(e);
        }
    }

    private void started(Runnable job) {
        try {
            inTurn(Executors.callable(job));
        } catch (Exception e) {
            throw raise(e);
        }
    }

    /** On a store thread. */
    private <T> T inTurn(Callable<T> job) throws Exception {
        StoreThread self = (StoreThread) Thread.currentThread();
        turns.acquireUninterruptibly();
        self.setInside(true);
        try {
            return job.call();
        } finally {
            self.setInside(false);
            turns.release();
        }
    }

    private static <T> T await(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw raise(requireNonNull(e.getCause(), "cause"));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException raise(Throwable failure) {
        switch (failure) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> throw new StoreException(StoreException.Code.BROKEN, "The store failed: " + failure, failure);
        }
    }

    private static StoreException closed(@Nullable Throwable cause) {
        return new StoreException(StoreException.Code.CLOSED, "The store is closed; the daemon is stopping.", cause);
    }

    private static StoreException overfull(@Nullable Throwable cause) {
        return new StoreException(
                StoreException.Code.BUSY,
                "The store has " + WAITING_MAX + " requests waiting already; try again in a moment.",
                cause);
    }
}
