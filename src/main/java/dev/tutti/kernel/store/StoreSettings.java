package dev.tutti.kernel.store;

import java.nio.file.Path;

/** Where a store is and how it may be used. */
public sealed interface StoreSettings permits SqliteSettings, PostgresSettings {

    /** Begins the URL of a file. */
    String FILE_START = "jdbc:sqlite:";

    /**
     * What a person wrote as {@code TUTTI_STORE}: a URL {@code jdbc:postgresql://...}, or the absolute path of a SQLite file,
     * also as {@code jdbc:sqlite:/...}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static StoreSettings of(String location) {
        if (location.startsWith(PostgresSettings.URL_START)) {
            return PostgresSettings.at(location);
        }
        String file = location.startsWith(FILE_START) ? location.substring(FILE_START.length()) : location;
        if (!file.startsWith("/")) {
            throw new IllegalArgumentException(
                    "TUTTI_STORE must be the absolute path of a file or a URL that starts with "
                            + PostgresSettings.URL_START + "; see the guide for teams");
        }
        return SqliteSettings.at(Path.of(file));
    }
}
