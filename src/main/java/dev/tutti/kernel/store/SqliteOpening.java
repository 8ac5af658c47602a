package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.kernel.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Opens a SQLite store: looks at what is there, refuses what must not be used, takes ownership, migrates. */
record SqliteOpening(SqliteSettings settings, Owner owner, Ticker ticker, Migrations ours) {

    /** Files up to this size are checked when they were not left in order; it takes some milliseconds per megabyte. */
    static final long CHECKED_BYTES_MAX = 64L << 20;

    SqliteOpening {
        requireNonNull(settings, "settings");
        requireNonNull(owner, "owner");
        requireNonNull(ticker, "ticker");
        requireNonNull(ours, "ours");
    }

    Opened open() {
        StoreFolder.prepare(settings);
        try {
            return openFile();
        } catch (StoreException e) {
            if (e.code() != Code.DAMAGED) {
                throw e;
            }
            var aside = StoreFolder.keepAside(settings.file(), ticker.wall());
            StoreFolder.clear(settings.file());
            StoreFolder.prepare(settings);
            Opened anew = openFile();
            return new Opened(anew.store(), anew.report().keeping(aside));
        }
    }

    private Opened openFile() {
        var errors = new SqliteErrors(settings.file());
        var connections = new SqliteConnections(settings.file());
        try {
            Connection connection = connections.writer();
            try {
                return open(connection, connections, errors);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw errors.translate(e);
        }
    }

    private Opened open(Connection connection, SqliteConnections connections, SqliteErrors errors) throws SQLException {
        Optional<SchemaState> before = SchemaState.look(connection);
        Optional<OwnerRow.Seen> previous = before.isEmpty() ? Optional.empty() : OwnerRow.look(connection);
        boolean stale = before.isEmpty() || before.get().needs(ours);
        refuseForeign(previous);
        if (StoreFolder.isSuspect(settings.file()) || leftInDisorder(previous)) {
            check(connection);
            StoreFolder.clear(settings.file());
        }
        if (before.isEmpty()) {
            migrate(connection, connections);
        }
        OwnerRow row = OwnerRow.take(connection, owner, ticker);
        if (before.isPresent() && stale) {
            migrate(connection, connections);
        }
        var run = new Run(new SqliteDialect(), errors, new Counters(), _ -> ticker.wall());
        var store = new SqliteStore(connections, settings.readers(), row, run);
        store.keep(connection);
        return new Opened(store, report(before, stale, row, previous));
    }

    private boolean leftInDisorder(Optional<OwnerRow.Seen> previous) {
        return previous.isPresent() && !previous.get().orderly() && size() <= CHECKED_BYTES_MAX;
    }

    private OpenReport report(
            Optional<SchemaState> before, boolean stale, OwnerRow row, Optional<OwnerRow.Seen> previous) {
        int from = before.map(SchemaState::version).orElse(0);
        return new OpenReport(
                Math.max(from, ours.version()),
                stale ? Optional.of(from) : Optional.empty(),
                Optional.empty(),
                row.epoch(),
                previous.map(OwnerRow.Seen::orderly).orElse(true),
                previous.map(this::downtime).orElse(Duration.ZERO));
    }

    private Duration downtime(OwnerRow.Seen previous) {
        return Duration.between(previous.lastSeen(), ticker.wall());
    }

    private void migrate(Connection connection, SqliteConnections connections) throws SQLException {
        Migrator.migrate(connections.source(), ours, SqliteConnections.WORDS);
        SchemaState.write(connection, ours);
    }

    private void refuseForeign(Optional<OwnerRow.Seen> previous) {
        previous.filter(seen -> !seen.orderly() && !settings.takeForeign())
                .filter(seen -> !seen.owner().machine().equals(owner.machine()))
                .ifPresent(seen -> {
                    throw new StoreException(
                            Code.REFUSED,
                            "The store " + settings.file() + " belongs to a daemon of another machine (last seen "
                                    + seen.lastSeen() + "). Stop it there, or, when that machine is gone, set"
                                    + " store.foreign_owner = \"take\" in config.toml (or TUTTI_STORE_FOREIGN_OWNER=take)"
                                    + " for one start. Machines that work together need PostgreSQL: TUTTI_STORE.");
                });
    }

    private void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = result.next() ? result.getString(1) : "nothing";
            if (!found.equals("ok")) {
                throw new StoreException(Code.DAMAGED, "The store " + settings.file() + " is damaged: " + found);
            }
        }
    }

    private long size() {
        try {
            return Files.size(settings.file());
        } catch (IOException e) {
            return 0;
        }
    }
}
