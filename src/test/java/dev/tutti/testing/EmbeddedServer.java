package dev.tutti.testing;

import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.kernel.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server for all tests of this JVM, started when the first one needs it and ended with the JVM. Databases
 * are copies of one that has the current schema already.
 */
public final class EmbeddedServer {

    private static final String TEMPLATE = "tutti_template";

    /** Stands before the server's own clock in the search path, so that the store asks it without knowing. */
    private static final String HAND_CLOCK = """
            CREATE SCHEMA hand;
            CREATE TABLE hand.clock (at TIMESTAMPTZ NOT NULL);
            INSERT INTO hand.clock VALUES (now());
            CREATE FUNCTION hand.clock_timestamp() RETURNS TIMESTAMPTZ LANGUAGE SQL AS 'SELECT at FROM hand.clock';
            """;

    /** Where a disk of memory is on Linux: each database is some hundred small files, which cost a real one most. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** A handful of databases and the server's log. */
    private static final long MEMORY_BYTES_MIN = 1L << 30;

    private static @Nullable EmbeddedServer running;

    private final EmbeddedPostgres server;
    private int databases;
    private @Nullable PostgresSettings leaving;

    /** By database: each new connection would cost the server a process. */
    private final Map<String, Connection> connections = new HashMap<>();

    private static final Logger TALKER = Logger.getLogger("io.zonky");

    private EmbeddedServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The running one. */
    public static synchronized EmbeddedServer get() {
        EmbeddedServer known = running;
        if (known == null) {
            known = start();
            running = known;
        }
        return known;
    }

    /** A new database with the current schema and no rows, whose server's clock is moved by {@code ticker}. */
    public PostgresSettings freshDatabase(HandTicker ticker) {
        // The usual strategy writes every page into the log too, which takes three times as long.
        PostgresSettings database = make(nextName(), "TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
        say("ALTER DATABASE " + nameOf(database) + " SET search_path = public, hand, pg_catalog");
        ticker.follow(now -> say(
                nameOf(database),
                "UPDATE hand.clock SET at = to_timestamp(" + now.toEpochMilli() + "::numeric / 1000)"));
        return database;
    }

    /** A new database without anything in it, whose server's clock is its own. */
    public PostgresSettings emptyDatabase() {
        return make(nextName(), "");
    }

    /**
     * Removes a database when the next one is to go; whoever is still connected to it then is cut off. The server waits for
     * connections that are just ending in steps of 100 ms, and so is not asked before they have ended.
     */
    public synchronized void drop(PostgresSettings database) {
        PostgresSettings before = leaving;
        leaving = database;
        disconnect(nameOf(database));
        if (before != null) {
            say("DROP DATABASE " + nameOf(before) + " WITH (FORCE)");
        }
    }

    /** Ends every connection to it, as a restart of the server does. */
    public void cutOff(PostgresSettings database) {
        disconnect(nameOf(database));
        say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + nameOf(database) + "'");
    }

    public int port() {
        return server.getPort();
    }

    private void say(String sql) {
        say("postgres", sql);
    }

    private synchronized void say(String database, String sql) {
        try (Statement statement = connection(database).createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connection(String database) throws SQLException {
        Connection known = connections.get(database);
        if (known == null) {
            known = server.getDatabase("postgres", database).getConnection();
            connections.put(database, known);
        }
        return known;
    }

    private synchronized void disconnect(String database) {
        Connection known = connections.remove(database);
        if (known == null) {
            return;
        }
        try {
            known.close();
        } catch (SQLException e) {
            throw new IllegalStateException(database, e);
        }
    }

    private synchronized String nextName() {
        databases++;
        return "tutti_" + databases;
    }

    private static String nameOf(PostgresSettings database) {
        String place = database.place();
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private PostgresSettings make(String name, String how) {
        say("CREATE DATABASE " + name + " " + how);
        return PostgresSettings.at("jdbc:postgresql://localhost:" + port() + "/" + name + "?user=postgres");
    }

    private static EmbeddedPostgres.Builder builder() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= MEMORY_BYTES_MIN) {
            builder.setDataDirectory(Files.createTempDirectory(MEMORY, "tutti-postgres"));
        }
        return builder;
    }

    private static EmbeddedServer start() {
        TALKER.setLevel(Level.WARNING);
        try {
            var server = new EmbeddedServer(builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("deadlock_timeout", "100ms")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start());
            PostgresSettings template = server.make(TEMPLATE, "");
            new Stores(new Owner("machine-0", "boot-0", "template"), new HandTicker(), new SeededIds(0))
                    .open(template)
                    .store()
                    .close();
            server.say(TEMPLATE, HAND_CLOCK);
            server.disconnect(TEMPLATE);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
