package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The row that a result stands on. Dies with the result; for the transaction's thread only. */
final class SqlRow implements Row {

    /** Carries a driver's failure out of a row reader, which may not throw it itself. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        final SQLException failure;

        Unreadable(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private final ResultSet result;
    private final Columns columns;

    SqlRow(ResultSet result, Columns columns) {
        this.result = requireNonNull(result, "result");
        this.columns = requireNonNull(columns, "columns");
    }

    @Override
    public String text(String column) {
        return optionalText(column).orElseThrow(() -> absent(column));
    }

    @Override
    public long number(String column) {
        try {
            long value = result.getLong(columns.at(column));
            if (value == 0 && result.wasNull()) {
                throw absent(column);
            }
            return value;
        } catch (SQLException e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public boolean flag(String column) {
        try {
            boolean value = result.getBoolean(columns.at(column));
            if (!value && result.wasNull()) {
                throw absent(column);
            }
            return value;
        } catch (SQLException e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public Instant instant(String column) {
        return Instant.ofEpochMilli(number(column));
    }

    @Override
    public Optional<String> optionalText(String column) {
        try {
            return Optional.ofNullable(result.getString(columns.at(column)));
        } catch (SQLException e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public Optional<Long> optionalNumber(String column) {
        try {
            long value = result.getLong(columns.at(column));
            return value == 0 && result.wasNull() ? Optional.empty() : Optional.of(value);
        } catch (SQLException e) {
            throw new Unreadable(e);
        }
    }

    @Override
    public Optional<Instant> optionalInstant(String column) {
        return optionalNumber(column).map(Instant::ofEpochMilli);
    }

    private static IllegalStateException absent(String column) {
        return new IllegalStateException("column " + column + " is null where a value is needed; read it as optional");
    }
}
