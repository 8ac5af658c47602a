package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.time.Ticker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Opens a PostgreSQL store: looks at the schema, migrates, makes the pools. */
record PostgresOpening(PostgresSettings settings, Ticker ticker, Ids ids, Migrations ours) {

    PostgresOpening {
        requireNonNull(settings, "settings");
        requireNonNull(ticker, "ticker");
        requireNonNull(ids, "ids");
        requireNonNull(ours, "ours");
    }

    Opened open() {
        var errors = new PostgresErrors(settings.place());
        var connections = new PostgresConnections(settings);
        OpenReport report;
        try (Connection connection = connections.source().getConnection()) {
            report = bringUpToDate(connection, connections);
        } catch (SQLException e) {
            throw errors.translate(e);
        }
        var run = new Run(new PostgresDialect(), errors, new Counters(), PostgresOpening::serverTime);
        try {
            return new Opened(new PostgresStore(connections, run, ids, new Outage(ticker)), report);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? errors.translate(cause) : e;
        }
    }

    private OpenReport bringUpToDate(Connection connection, PostgresConnections connections) throws SQLException {
        Optional<SchemaState> before = SchemaState.look(connection);
        boolean stale = before.isEmpty() || before.get().needs(ours);
        if (stale) {
            Migrator.migrate(connections.source(), ours, PostgresConnections.WORDS);
            SchemaState.write(connection, ours);
        }
        int from = before.map(SchemaState::version).orElse(0);
        return new OpenReport(
                Math.max(from, ours.version()),
                stale ? Optional.of(from) : Optional.empty(),
                Optional.empty(),
                0,
                true,
                Duration.ZERO);
    }

    /** The server's clock rather than the transaction's start, which may lie before a wait for a row. */
    private static Instant serverTime(Statements statements) throws SQLException {
        String sql = "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)";
        PreparedStatement statement = statements.take(sql);
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return Instant.ofEpochMilli(result.getLong(1));
        } finally {
            statements.give(sql, statement);
        }
    }
}
