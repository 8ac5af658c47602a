package dev.tutti.kernel.store;

import java.nio.file.Path;

/** Where a store is and how it may be used. */
public sealed interface StoreSettings permits SqliteSettings, PostgresSettings {

    /**
     * What a person wrote as {@code TUTTI_STORE}: a URL {@code jdbc:postgresql://...}, or the path of a SQLite file.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static StoreSettings of(String location) {
        if (location.startsWith(PostgresSettings.URL_START)) {
            return PostgresSettings.at(location);
        }
        if (location.isBlank() || location.startsWith("jdbc:") || location.contains("://")) {
            throw new IllegalArgumentException("TUTTI_STORE must be the path of a file or a URL that starts with "
                    + PostgresSettings.URL_START + "; see the guide for teams");
        }
        return SqliteSettings.at(Path.of(location));
    }
}
