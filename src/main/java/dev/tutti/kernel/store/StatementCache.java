package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the statements of one connection prepared, the least recently used ones dropped first.
 *
 * <p>A statement leaves the cache while it is in use, so the same SQL asked for inside its own result gets a second one.
 */
final class StatementCache implements Statements {

    /** Statements kept per connection; more than the whole product has on its hot paths. */
    static final int STATEMENTS_MAX = 256;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();
    private final Map<String, Columns> columns = new HashMap<>();

    StatementCache(Connection connection) {
        this.connection = requireNonNull(connection, "connection");
    }

    @Override
    public PreparedStatement take(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept == null ? connection.prepareStatement(sql) : kept;
    }

    @Override
    public void give(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement doubled = idle.put(sql, statement);
        if (doubled != null) {
            doubled.close();
        }
        if (idle.size() > STATEMENTS_MAX) {
            idle.pollFirstEntry().getValue().close();
        }
    }

    @Override
    public Columns columns(String sql, ResultSet result) throws SQLException {
        Columns known = columns.get(sql);
        if (known == null) {
            known = Columns.of(result);
            if (columns.size() >= STATEMENTS_MAX) {
                columns.clear();
            }
            columns.put(sql, known);
        }
        return known;
    }
}
