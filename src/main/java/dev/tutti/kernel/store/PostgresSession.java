package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One transaction's turn on a connection of the pool, which keeps prepared statements itself. The transaction begins with
 * its first statement; what it may do is fixed by the pool it comes from.
 */
final class PostgresSession implements Session, Statements {

    private static final System.Logger LOG = System.getLogger(PostgresSession.class.getName());

    private final Connection connection;

    PostgresSession(Connection connection) {
        this.connection = requireNonNull(connection, "connection");
    }

    @Override
    public Statements statements() {
        return this;
    }

    @Override
    public PreparedStatement take(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public void give(String sql, PreparedStatement statement) throws SQLException {
        statement.close();
    }

    @Override
    public Columns columns(String sql, ResultSet result) throws SQLException {
        return Columns.of(result);
    }

    @Override
    public void begin(Purpose purpose) {
        // The driver says BEGIN together with the first statement, which saves a round trip.
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a rollback failed, the pool drops its connection", e);
        }
    }

    @Override
    public boolean usable() {
        return false;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection did not go back in order", e);
        }
    }
}
