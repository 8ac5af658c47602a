package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The one row that says which schema a database has, so that a current one is known at a look.
 *
 * @param version the newest migration applied
 * @param checksum of all migration texts up to it
 * @param minCompatible the oldest version whose builds may work with it
 */
record SchemaState(int version, String checksum, int minCompatible) {

    private static final int SQLITE_NO_SUCH_TABLE = 1;
    private static final String POSTGRES_NO_SUCH_TABLE = "42P01";

    SchemaState {
        requireNonNull(checksum, "checksum");
    }

    /** What is there; empty in a database that was never migrated to its end. For a connection that commits by itself. */
    static Optional<SchemaState> look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT version, checksum, min_compatible FROM schema_state WHERE id = 1")) {
            return row.next()
                    ? Optional.of(new SchemaState(row.getInt(1), row.getString(2), row.getInt(3)))
                    : Optional.empty();
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLITE_NO_SUCH_TABLE || POSTGRES_NO_SUCH_TABLE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Says that all of {@code ours} are applied. */
    static void write(Connection connection, Migrations ours) throws SQLException {
        String sql = """
                INSERT INTO schema_state (id, version, checksum, min_compatible) VALUES (1, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, checksum = excluded.checksum,
                  min_compatible = excluded.min_compatible
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, ours.version());
            statement.setString(2, ours.checksum());
            statement.setInt(3, ours.minCompatible());
            statement.executeUpdate();
        }
    }

    /**
     * Whether migrations must run.
     *
     * @throws StoreException {@link Code#TOO_NEW} when a newer build changed the schema past what this one understands
     */
    boolean needs(Migrations ours) {
        if (version <= ours.version()) {
            return version < ours.version() || !checksum.equals(ours.checksum());
        }
        if (minCompatible > ours.version()) {
            throw new StoreException(
                    Code.TOO_NEW,
                    "The store has schema " + version + ", which needs a build that knows schema " + minCompatible
                            + " or later; this one knows " + ours.version() + ". Update Tutti.");
        }
        return false;
    }
}
