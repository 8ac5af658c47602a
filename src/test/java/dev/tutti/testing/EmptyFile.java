package dev.tutti.testing;

import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.SqliteSettings;
import dev.tutti.kernel.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite store that has the current schema and had no owner yet, migrated once for all tests of this JVM: migrating costs
 * more than most tests do. Safe for any thread.
 */
final class EmptyFile {

    private static byte @Nullable [] migrated;

    private EmptyFile() {}

    /** Puts a copy of it where nothing is. */
    static void copyTo(Path file) {
        try {
            Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized byte[] bytes() throws IOException {
        byte[] known = migrated;
        if (known == null) {
            known = migrate();
            migrated = known;
        }
        return known;
    }

    private static byte[] migrate() throws IOException {
        Path folder = Files.createTempDirectory("tutti-empty");
        try {
            Path file = folder.resolve("tutti.db");
            new Stores(new Owner("machine-0", "boot-0", "template"), new HandTicker(), new SeededIds(0))
                    .open(SqliteSettings.at(file))
                    .store()
                    .close();
            forgetTheOwner(file);
            return Files.readAllBytes(file);
        } finally {
            TemporaryRepository.removeTree(folder);
        }
    }

    private static void forgetTheOwner(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM store_owner");
        } catch (SQLException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
