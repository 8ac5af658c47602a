package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * Makes the connections of a SQLite store. None of them makes the file: one that somebody removed while the daemon runs must
 * not come back empty.
 */
record SqliteConnections(Path file) {

    /** How long a statement waits for another process; a hook has 2 s in all. */
    static final int BUSY_MILLIS_MAX = 1_000;

    /** What the words of a migration mean here; strict tables know no BIGINT, their INTEGER has 64 bits. */
    static final Map<String, String> WORDS = Map.of(
            "long", "INTEGER",
            "text", "TEXT",
            "identity", "INTEGER PRIMARY KEY AUTOINCREMENT",
            "strict", "STRICT");

    SqliteConnections {
        requireNonNull(file, "file");
    }

    Connection writer() throws SQLException {
        return open(
                "PRAGMA fullfsync = ON",
                "PRAGMA wal_autocheckpoint = 0",
                "PRAGMA journal_size_limit = " + LogKeeper.BYTES_STEP);
    }

    /** One for the {@link LogKeeper} alone. */
    Connection keeper() throws SQLException {
        return open("PRAGMA fullfsync = ON");
    }

    /** One that refuses every change. */
    Connection reader() throws SQLException {
        return open("PRAGMA query_only = ON");
    }

    /** For migrations, which sync at each commit. */
    DataSource source() {
        var config = config();
        config.setSynchronous(SynchronousMode.FULL);
        var source = new SQLiteDataSource(config);
        source.setUrl(url());
        return source;
    }

    private Connection open(String... pragmas) throws SQLException {
        Connection connection = config().createConnection(url());
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS_MAX);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        // The driver would ask for them after every statement, by one that it prepares anew; nobody here does.
        config.setGetGeneratedKeys(false);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }
}
