package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction over a connection. It belongs to the thread that made it. After a statement failed, every further
 * one fails with the same error, as PostgreSQL has it, so that no work commits half of what it meant.
 */
final class SqlTx implements Tx {

    /** What the transaction stands on. */
    record Ground(Statements statements, Dialect dialect, Statements.Clock clock, Errors errors, Counters counters) {}

    private final Ground ground;
    private final boolean writable;
    private final Thread thread = Thread.currentThread();
    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable Instant now;
    private @Nullable StoreException failure;
    private boolean open = true;
    private long statements;
    private long rows;

    SqlTx(Ground ground, boolean writable) {
        this.ground = requireNonNull(ground, "ground");
        this.writable = writable;
    }

    @Override
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        requireNonNull(reader, "reader");
        return run(sql, parameters, statement -> {
            var found = new ArrayList<T>();
            try (ResultSet result = statement.executeQuery()) {
                var row = new SqlRow(result, ground.statements.columns(sql, result));
                while (result.next()) {
                    rows++;
                    found.add(reader.read(row));
                }
            }
            return found;
        });
    }

    @Override
    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> found = list(sql, reader, parameters);
        if (found.size() > 1) {
            throw new IllegalStateException("one row at most was expected, got " + found.size() + " from: " + sql);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        needWritable();
        return run(sql, parameters, statement -> {
            int touched = statement.executeUpdate();
            rows += touched;
            return touched;
        });
    }

    @Override
    public long insert(String sql, @Nullable Object... parameters) {
        needWritable();
        return run(sql, parameters, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("no id came back; the statement must end in RETURNING id: " + sql);
                }
                rows++;
                return result.getLong(1);
            }
        });
    }

    @Override
    public Instant now() {
        needOpen();
        Instant known = now;
        if (known == null) {
            known = askClock();
            now = known;
        }
        return known;
    }

    @Override
    public void afterCommit(Runnable action) {
        needOpen();
        actions.add(requireNonNull(action, "action"));
    }

    @Override
    public Dialect dialect() {
        return ground.dialect;
    }

    /** Ends its use; called before COMMIT, and throws when a statement had failed and the work went on regardless. */
    void end() {
        open = false;
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends its use after work that threw. */
    void abandon() {
        open = false;
    }

    /** Counts it and hands out what must follow the commit. */
    List<Runnable> committed() {
        ground.counters.transactions.increment();
        ground.counters.statements.add(statements);
        ground.counters.rows.add(rows);
        return actions;
    }

    private Instant askClock() {
        try {
            return ground.clock.read(ground.statements);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, @Nullable Object[] parameters, Use<T> use) {
        requireNonNull(sql, "sql");
        needOpen();
        if (failure != null) {
            throw failure;
        }
        statements++;
        try {
            PreparedStatement statement = ground.statements.take(sql);
            try {
                bind(statement, parameters);
                return use.of(statement);
            } finally {
                ground.statements.give(sql, statement);
            }
        } catch (SQLException e) {
            throw fail(e);
        } catch (SqlRow.Unreadable e) {
            throw fail(e.failure);
        }
    }

    private StoreException fail(SQLException e) {
        StoreException known = ground.errors.translate(e);
        failure = known;
        return known;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i] instanceof Optional<?> optional ? optional.orElse(null) : parameters[i];
            switch (parameter) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case String text -> statement.setString(i + 1, storable(text));
                case Integer number -> statement.setLong(i + 1, number);
                case Long number -> statement.setLong(i + 1, number);
                case Boolean flag -> statement.setLong(i + 1, flag ? 1 : 0);
                case Instant instant -> statement.setLong(i + 1, instant.toEpochMilli());
                default ->
                    throw new IllegalArgumentException("parameter " + (i + 1) + " is a "
                            + parameter.getClass().getName() + ", which no column keeps");
            }
        }
    }

    /** PostgreSQL keeps no NUL in a text, so neither database gets one. */
    private static String storable(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text holds a NUL character, which cannot be stored");
        }
        return text;
    }

    private void needWritable() {
        if (!writable) {
            throw new IllegalStateException("a write was asked for inside Store.read; use Store.write");
        }
    }

    private void needOpen() {
        if (!open) {
            throw new IllegalStateException("the transaction is over; its Tx must not be kept");
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("a Tx belongs to the thread it was handed to: " + thread.getName());
        }
    }
}
