package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Rooms;
import dev.tutti.flows.Watch;
import dev.tutti.kernel.journal.Retention;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks after the living every few seconds while there are any, and sleeps without a beat while there are none. One platform
 * thread of its own; {@link #poke} and {@link #close} from any.
 */
final class Heartbeat implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.tutti.daemon");

    /** The host's lease is renewed at every second look. */
    private static final int RENEW_EVERY_LOOKS = 2;

    /** The journal is kept within its bounds once a minute. */
    private static final int TEND_EVERY_LOOKS = 12;

    private final Rooms rooms;
    private final Watch watch;
    private final Lease lease;
    private final Chores chores;
    private final Semaphore somebody = new Semaphore(1);
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;

    /** What this daemon vouches by. */
    record Lease(long host, String daemon) {
        Lease {
            requireNonNull(daemon, "daemon");
        }
    }

    /**
     * What else is done at a look.
     *
     * @param adoption takes what launchers noted
     * @param files looks at what others wrote
     * @param retention keeps the journal within its bounds
     */
    record Chores(Adoption adoption, Runnable files, Retention retention) {
        Chores {
            requireNonNull(adoption, "adoption");
            requireNonNull(files, "files");
            requireNonNull(retention, "retention");
        }
    }

    Heartbeat(Rooms rooms, Watch watch, Lease lease, Chores chores) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.watch = requireNonNull(watch, "watch");
        this.lease = requireNonNull(lease, "lease");
        this.chores = requireNonNull(chores, "chores");
        this.thread = Thread.ofPlatform().name("heartbeat").daemon().start(this::beat);
    }

    /** Somebody lives or holds something: begin to look. Cheap. */
    void poke() {
        if (somebody.availablePermits() == 0) {
            somebody.release();
        }
    }

    private void beat() {
        try {
            while (true) {
                somebody.acquire();
                watchWhileSomebodyLives();
            }
        } catch (InterruptedException closed) {
            // The daemon stops.
        }
    }

    private void watchWhileSomebodyLives() throws InterruptedException {
        for (int looks = 0; ; looks++) {
            if (stop.tryAcquire(Watch.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed");
            }
            somebody.drainPermits();
            try {
                if (looks % RENEW_EVERY_LOOKS == 0) {
                    rooms.store().write(tx -> rooms.hosts().renew(tx, lease.host(), lease.daemon()));
                }
                chores.adoption().adopt();
                chores.files().run();
                if (looks % TEND_EVERY_LOOKS == 0) {
                    chores.retention().tend();
                    watch.tend();
                }
                if (watch.look().isIdle(watch.termsRun())) {
                    return;
                }
            } catch (RuntimeException broken) {
                LOG.log(System.Logger.Level.WARNING, "a look after the living failed: " + broken.getMessage());
            }
        }
    }

    @Override
    public void close() {
        stop.release();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
