package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.OpenReport;
import dev.tutti.kernel.store.Opened;
import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.kernel.store.SqliteSettings;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.StoreSettings;
import dev.tutti.kernel.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An empty store with the current schema, its clock and its ids, for one test. For the test's thread; the store itself may
 * be used from many.
 */
public final class StoreFixture implements AutoCloseable {

    private final Database database;
    private final HandTicker ticker = new HandTicker();
    private final SeededIds ids = new SeededIds(42);
    private final Path folder;
    private final StoreSettings settings;
    private final List<Store> opened = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private Opened current;

    public StoreFixture(Database database) {
        this.database = requireNonNull(database, "database");
        try {
            folder = Files.createTempDirectory("tutti-store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            settings = switch (database) {
                case SQLITE -> emptyFile(folder.resolve("tutti.db"));
                case POSTGRESQL -> EmbeddedServer.get().freshDatabase(ticker);
            };
            current = open();
        } catch (RuntimeException e) {
            delete();
            throw e;
        }
    }

    /** The store under test. */
    public Store store() {
        return current.store();
    }

    /** What opening it met. */
    public OpenReport report() {
        return current.report();
    }

    /** The clock that the store asks, on either database. */
    public HandTicker ticker() {
        return ticker;
    }

    public SeededIds ids() {
        return ids;
    }

    public Database database() {
        return database;
    }

    /** A folder of this test's own. */
    public Path folder() {
        return folder;
    }

    public StoreSettings settings() {
        return settings;
    }

    /** Closes the store in order and opens it again as the next daemon of this machine. */
    public Store reopen() {
        store().close();
        current = open();
        return store();
    }

    /** Closes the store in order, lets time pass, and opens it as the next daemon of this machine. */
    public Opened reopenAfter(Runnable meanwhile) {
        store().close();
        meanwhile.run();
        current = open();
        return current;
    }

    /** The daemon dies without closing anything, time passes, and the next one of this machine opens the store. */
    public Opened crashAnd(Runnable meanwhile) {
        Store dead = store();
        meanwhile.run();
        current = open();
        dead.close();
        return current;
    }

    /** Opens the same database as {@code owner}, beside what is open already. The fixture closes it. */
    public Opened openAs(Owner owner) {
        Opened next = new Stores(owner, ticker, ids).open(settings);
        opened.add(next.store());
        return next;
    }

    /**
     * Opens the same database as one more daemon of this machine: on PostgreSQL both work on, on SQLite the first one is
     * ousted. The fixture closes it.
     */
    public Store another() {
        return open().store();
    }

    /** Runs {@code check} after the test, while the store is still open. */
    public void afterwards(Runnable check) {
        checks.add(requireNonNull(check, "check"));
    }

    @Override
    public void close() {
        try {
            checks.forEach(Runnable::run);
        } finally {
            opened.forEach(Store::close);
            delete();
            if (settings instanceof PostgresSettings used) {
                EmbeddedServer.get().drop(used);
            }
        }
    }

    private static SqliteSettings emptyFile(Path file) {
        EmptyFile.copyTo(file);
        return SqliteSettings.at(file);
    }

    private Opened open() {
        return openAs(new Owner("machine-1", "boot-1", ids.uuid()));
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
