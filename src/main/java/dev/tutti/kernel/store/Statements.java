package dev.tutti.kernel.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Where a transaction gets its prepared statements from. Used by one thread at a time. */
interface Statements {

    /** A statement for {@code sql} that nobody else uses until it is given back. */
    PreparedStatement take(String sql) throws SQLException;

    /** Hands the statement back; its results are closed. */
    void give(String sql, PreparedStatement statement) throws SQLException;

    /** Where the columns of a result of {@code sql} stand; looked up once. */
    Columns columns(String sql, ResultSet result) throws SQLException;

    /** What a transaction's instant is read from. */
    @FunctionalInterface
    interface Clock {
        Instant read(Statements statements) throws SQLException;
    }
}
