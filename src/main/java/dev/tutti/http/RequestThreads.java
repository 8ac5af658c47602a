package dev.tutti.http;

import dev.tutti.kernel.store.StoreThread;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread for each request: one that may run SQL itself while there are few, as nearly always, and a virtual one beyond
 * {@link #PLATFORM_MAX}. An unused thread ends after a while. Safe from any thread.
 */
public final class RequestThreads implements Executor {

    /** Requests on threads of the platform; the others wait on cheaper ones. */
    static final int PLATFORM_MAX = 64;

    private static final long KEEP_SECONDS = 20;

    private final AtomicLong count = new AtomicLong();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            PLATFORM_MAX,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> new StoreThread(work, "request-" + count.incrementAndGet()),
            (work, _) -> Thread.ofVirtual().name("request-over").start(work));

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }
}
