package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file: one thread at a time writes, a few read beside it.
 *
 * <p>Once the file turned out damaged or another daemon took it, the store refuses everything until it is opened again.
 */
final class SqliteStore implements Store {

    private static final System.Logger LOG = System.getLogger(SqliteStore.class.getName());

    private final Lane writer = new Lane("tutti-store-writer", 1);
    private final Lane readers;
    private final Sessions writing;
    private final Sessions reading;
    private final SqliteConnections connections;
    private final LogKeeper keeper;
    private final OwnerRow owner;
    private final Run run;
    private volatile @Nullable StoreException damage;

    SqliteStore(SqliteConnections connections, int readerCount, OwnerRow owner, Run run) {
        this.readers = new Lane("tutti-store-reader", readerCount);
        this.connections = requireNonNull(connections, "connections");
        this.owner = requireNonNull(owner, "owner");
        this.run = requireNonNull(run, "run");
        this.writing = new Sessions(() -> new SqliteSession(connections.writer(), owner));
        this.keeper = new LogKeeper(() -> new SqliteSession(connections.keeper(), owner), connections.file());
        this.reading = new Sessions(() -> new SqliteSession(connections.reader(), owner));
    }

    /** Takes the connection that the store was opened with as its writer's first; before anybody else uses the store. */
    void keep(Connection connection) {
        writing.give(new SqliteSession(connection, owner));
    }

    @Override
    public <T> T write(Work<T> work) {
        requireNonNull(work, "work");
        return writer.run(() -> written(Purpose.WRITE, work));
    }

    @Override
    public <T> T writeDurably(Work<T> work) {
        requireNonNull(work, "work");
        return writer.run(() -> written(Purpose.DURABLE_WRITE, work));
    }

    @Override
    public <T> T read(Work<T> work) {
        requireNonNull(work, "work");
        return readers.run(() -> once(reading, Purpose.READ, work));
    }

    @Override
    public StoreCounts counts() {
        return run.counters().seen();
    }

    @Override
    public void close() {
        StoreThread.refuseNesting();
        readers.close();
        writer.start(this::release);
        writer.close();
        keeper.close();
        reading.close();
        writing.close();
    }

    private <T> T written(Purpose purpose, Work<T> work) {
        T result = once(writing, purpose, work);
        keeper.written();
        return result;
    }

    private <T> T once(Sessions sessions, Purpose purpose, Work<T> work) {
        owner.refuseWhenLost();
        if (damage != null) {
            throw new StoreException(Code.DAMAGED, String.valueOf(damage.getMessage()), damage);
        }
        try {
            return run.once(sessions, purpose, work);
        } catch (StoreException e) {
            if (e.code() == Code.DAMAGED) {
                damage = e;
                StoreFolder.suspect(connections.file());
            }
            throw e;
        }
    }

    /** A store that cannot say so any more is looked over at its next start. */
    private void release() {
        try {
            once(writing, Purpose.WRITE, tx -> {
                owner.release(tx);
                return true;
            });
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "the store was not left in order: " + e.code(), e);
        }
    }
}
