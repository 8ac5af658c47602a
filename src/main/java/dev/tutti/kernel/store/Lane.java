package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of platform threads that run jobs in order of arrival while their callers wait. Any thread but a store
 * thread may call it; threads are started when first needed.
 */
final class Lane {

    /** How many jobs may wait before the next one is refused as {@link StoreException.Code#BUSY}. */
    static final int WAITING_MAX = 1024;

    /** How long an orderly close waits for running jobs. */
    private static final long CLOSE_SECONDS_MAX = 5;

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    private final ThreadPoolExecutor threads;

    Lane(String name, int size) {
        requireNonNull(name, "name");
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
        StoreThread.refuseNesting();
        var task = new FutureTask<>(requireNonNull(job, "job"));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw threads.isShutdown() ? closed(e) : overfull(e);
        }
        return await(task);
    }

    /** Lets {@code job} run when its turn comes, without waiting for it; a closed lane drops it. */
    void start(Runnable job) {
        try {
            threads.execute(requireNonNull(job, "job"));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "a job was dropped", e);
        }
    }

    /** Takes no more jobs and waits a bounded time for those it has; true when all are done. */
    boolean close() {
        threads.shutdown();
        try {
            return threads.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
                    throw raise(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException raise(ExecutionException e) {
        switch (e.getCause()) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> throw new StoreException(StoreException.Code.BROKEN, "The store failed: " + e, e);
        }
    }

    private static StoreException closed(Throwable cause) {
        return new StoreException(StoreException.Code.CLOSED, "The store is closed; the daemon is stopping.", cause);
    }

    private static StoreException overfull(Throwable cause) {
        return new StoreException(
                StoreException.Code.BUSY,
                "The store has " + WAITING_MAX + " requests waiting already; try again in a moment.",
                cause);
    }
}
