package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.journal.RecordedFact;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Wakes somebody who watches: when a fact was written by this daemon, when it is time to look again, or when nobody listens
 * any more. One thread waits; closed when the watching is over.
 */
final class News implements AutoCloseable {

    /** How soon a watcher notices that its reader has left or that the daemon stops. */
    static final Duration NOTICE = Duration.ofMillis(200);

    private final Journal journal;
    private final Semaphore facts = new Semaphore(0);
    private final Semaphore nothing = new Semaphore(0);
    private final Consumer<RecordedFact> wake = _ -> facts.release();

    News(Journal journal) {
        this.journal = requireNonNull(journal, "journal");
        journal.listen(wake);
    }

    /**
     * Waits.
     *
     * @param least how long whatever happens, so that much news is not much output
     * @param most how long at most: other daemons of one database bring no news here
     */
    void await(Duration least, Duration most, BooleanSupplier listening) throws InterruptedException {
        long deaf = least.dividedBy(NOTICE);
        long all = Math.max(1, most.dividedBy(NOTICE));
        for (long i = 0; i < all && listening.getAsBoolean(); i++) {
            Semaphore awaited = i < deaf ? nothing : facts;
            if (awaited.tryAcquire(NOTICE.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        facts.drainPermits();
    }

    @Override
    public void close() {
        journal.forget(wake);
    }
}
