package dev.tutti.testing;

import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.kernel.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server for all tests of this JVM, started when the first one needs it and ended with the JVM. Databases
 * are copies of one that has the current schema already.
 */
public final class EmbeddedServer {

    private static final String TEMPLATE = "tutti_template";
    private static @Nullable EmbeddedServer running;

    private final EmbeddedPostgres server;
    private int databases;

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

    /** A new database with the current schema and no rows. */
    public synchronized PostgresSettings freshDatabase() {
        databases++;
        return make("tutti_" + databases, "TEMPLATE " + TEMPLATE);
    }

    /** A new database without anything in it. */
    public synchronized PostgresSettings emptyDatabase() {
        databases++;
        return make("tutti_" + databases, "");
    }

    /** Removes a database; whoever is still connected to it is cut off. */
    public void drop(PostgresSettings database) {
        String place = database.place();
        say("DROP DATABASE " + place.substring(place.lastIndexOf('/') + 1) + " WITH (FORCE)");
    }

    public int port() {
        return server.getPort();
    }

    /** Says one statement as the server's superuser. */
    public void say(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private PostgresSettings make(String name, String how) {
        say("CREATE DATABASE " + name + " " + how);
        return PostgresSettings.at("jdbc:postgresql://localhost:" + port() + "/" + name + "?user=postgres");
    }

    private static EmbeddedServer start() {
        try {
            var server = new EmbeddedServer(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .start());
            PostgresSettings template = server.make(TEMPLATE, "");
            new Stores(new Owner("machine-0", "boot-0", "template"), new HandTicker(), new SeededIds(0))
                    .open(template)
                    .store()
                    .close();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
