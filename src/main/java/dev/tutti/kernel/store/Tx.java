package dev.tutti.kernel.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction of the {@link Store}: the only way to say SQL.
 *
 * <p>It lives on the thread that was handed it and dies with its transaction; a call after that is a bug and throws.
 * Parameters may be {@link String}, {@link Integer}, {@link Long}, {@link Boolean} (stored as 0 or 1), {@link Instant}
 * (stored as epoch milliseconds), an {@link Optional} of those, or null.
 */
public interface Tx {

    /** Turns the current row into a value; must not keep the row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row);
    }

    /** All rows in the statement's order. */
    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters);

    /** The only row, or empty when there is none; more than one is a bug and throws. */
    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters);

    /** Runs an INSERT, UPDATE or DELETE and returns how many rows it touched. Only in {@link Store#write}. */
    int update(String sql, @Nullable Object... parameters);

    /** Runs an INSERT ... RETURNING id and returns the new id. Only in {@link Store#write}. */
    long insert(String sql, @Nullable Object... parameters);

    /**
     * The instant that this transaction happens at, the same however often it is asked: the daemon's clock on SQLite, the
     * server's on PostgreSQL, so that several daemons agree.
     */
    Instant now();

    /** Runs {@code action} on the transaction's thread once it is durable; never when it rolled back. */
    void afterCommit(Runnable action);

    Dialect dialect();
}
