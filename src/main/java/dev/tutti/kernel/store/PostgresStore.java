package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import dev.tutti.kernel.id.Ids;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A team's store: several daemons write to one server, a write that lost to another is run again. As many threads as
 * connections, so no thread waits for one.
 */
final class PostgresStore implements Store {

    private static final long PAUSE_MILLIS_MIN = 5;
    private static final long PAUSE_MILLIS_MAX = 160;

    private final Lane writers;
    private final Lane readers;
    private final HikariDataSource writePool;
    private final HikariDataSource readPool;
    private final Sessions writing;
    private final Sessions reading;
    private final Run run;
    private final Ids ids;
    private final Outage outage;

    PostgresStore(PostgresConnections connections, Run run, Ids ids, Outage outage) {
        this.run = requireNonNull(run, "run");
        this.ids = requireNonNull(ids, "ids");
        this.outage = requireNonNull(outage, "outage");
        Chatter.quieten();
        int size = connections.settings().connections();
        writers = new Lane("tutti-store-writer", size);
        readers = new Lane("tutti-store-reader", size);
        writePool = connections.writers();
        try {
            readPool = connections.readers();
        } catch (RuntimeException e) {
            writePool.close();
            throw e;
        }
        writing = new Sessions(() -> new PostgresSession(writePool.getConnection()));
        reading = new Sessions(() -> new PostgresSession(readPool.getConnection()));
    }

    @Override
    public <T> T write(Work<T> work) {
        requireNonNull(work, "work");
        return writers.run(() -> unlessAway(writing, Purpose.WRITE, work));
    }

    @Override
    public <T> T writeDurably(Work<T> work) {
        requireNonNull(work, "work");
        return writers.run(() -> unlessAway(writing, Purpose.DURABLE_WRITE, work));
    }

    @Override
    public <T> T read(Work<T> work) {
        requireNonNull(work, "work");
        return readers.run(() -> unlessAway(reading, Purpose.READ, work));
    }

    @Override
    public StoreCounts counts() {
        return run.counters().seen();
    }

    @Override
    public void close() {
        StoreThread.refuseNesting();
        readers.close();
        writers.close();
        readPool.close();
        writePool.close();
    }

    /** While the server is away only one in a while waits for it: the others are refused at once. */
    private <T> T unlessAway(Sessions sessions, Purpose purpose, Work<T> work) {
        outage.pass();
        try {
            T result = untilItWins(sessions, purpose, work);
            if (outage.reached()) {
                keepIdle(PostgresConnections.IDLE_MIN);
            }
            return result;
        } catch (StoreException e) {
            if (outage.failed(e)) {
                keepIdle(0);
            }
            throw e;
        }
    }

    /** A pool that keeps none asks the server only for whoever waits, and so without the long pauses of many vain tries. */
    private void keepIdle(int connections) {
        writePool.setMinimumIdle(connections);
        readPool.setMinimumIdle(connections);
    }

    private <T> T untilItWins(Sessions sessions, Purpose purpose, Work<T> work) {
        boolean reconnected = false;
        for (int tries = 1; ; tries++) {
            try {
                return run.once(sessions, purpose, work);
            } catch (StoreException e) {
                if (PostgresErrors.lostItsConnection(e) && !reconnected) {
                    reconnected = true;
                    forgetIdleConnections();
                } else if (PostgresErrors.lostARace(e) && tries < WRITE_TRIES_MAX) {
                    pause(tries);
                } else {
                    throw e;
                }
            }
        }
    }

    /** They most likely died together with the one that was used. */
    private void forgetIdleConnections() {
        writePool.getHikariPoolMXBean().softEvictConnections();
        readPool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Twice as long after every try, from half to one and a half of that, so that two losers do not meet again. */
    private void pause(int tries) {
        long middle = Math.min(PAUSE_MILLIS_MAX, PAUSE_MILLIS_MIN << (tries - 1));
        long jitter = Long.parseLong(ids.hex(4), 16) * TimeUnit.MILLISECONDS.toNanos(middle) / 0x10000;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(middle) / 2 + jitter);
    }
}
