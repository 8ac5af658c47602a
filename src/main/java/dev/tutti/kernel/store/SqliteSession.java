package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A SQLite connection that begins and ends its own transactions; to the driver every statement stands alone. For one
 * thread at a time.
 */
final class SqliteSession implements Session {

    /** Looks, at the start of every write and inside it, whether it may go on. */
    @FunctionalInterface
    interface Guard {
        void check(Statements statements) throws SQLException;
    }

    private static final System.Logger LOG = System.getLogger(SqliteSession.class.getName());

    private final Connection connection;
    private final StatementCache statements;
    private final Guard guard;
    private boolean durable;
    private boolean begun;
    private boolean usable = true;

    SqliteSession(Connection connection, Guard guard) {
        this.connection = requireNonNull(connection, "connection");
        this.guard = requireNonNull(guard, "guard");
        this.statements = new StatementCache(connection);
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public void begin(Purpose purpose) throws SQLException {
        if (!purpose.writes()) {
            say("BEGIN DEFERRED");
            begun = true;
            return;
        }
        syncAtCommit(purpose == Purpose.DURABLE_WRITE);
        say("BEGIN IMMEDIATE");
        begun = true;
        guard.check(statements);
    }

    @Override
    public void commit() throws SQLException {
        say("COMMIT");
        begun = false;
    }

    @Override
    public void rollback() {
        if (!begun) {
            return;
        }
        begun = false;
        try {
            say("ROLLBACK");
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a rollback failed, its connection is given up", e);
            usable = false;
        }
    }

    @Override
    public boolean usable() {
        return usable;
    }

    @Override
    public void close() {
        usable = false;
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection did not close in order", e);
        }
    }

    /** SQLite refuses this change inside a transaction. */
    private void syncAtCommit(boolean wanted) throws SQLException {
        if (wanted == durable) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = " + (wanted ? "FULL" : "NORMAL"));
        }
        durable = wanted;
    }

    private void say(String sql) throws SQLException {
        PreparedStatement statement = statements.take(sql);
        try {
            statement.execute();
        } finally {
            statements.give(sql, statement);
        }
    }
}
