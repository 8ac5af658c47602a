package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

/**
 * A team's store on a PostgreSQL server.
 *
 * @param url {@code jdbc:postgresql://host:port/database?user=...&password=...} and any other parameter of the driver; it
 *     holds secrets, so it is never shown
 * @param connections connections that write, 1 to {@value #CONNECTIONS_MAX}; as many read
 */
public record PostgresSettings(String url, int connections) implements StoreSettings {

    public static final int CONNECTIONS_MAX = 32;

    static final String URL_START = "jdbc:postgresql:";

    public PostgresSettings {
        requireNonNull(url, "url");
        if (!url.startsWith(URL_START)) {
            throw new IllegalArgumentException("the URL must start with " + URL_START);
        }
        if (connections < 1 || connections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException("connections must be 1 to " + CONNECTIONS_MAX + ", got " + connections);
        }
    }

    /** The settings that serve. */
    public static PostgresSettings at(String url) {
        return new PostgresSettings(url, 4);
    }

    /** Where it is, without its parameters. */
    public String place() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "PostgresSettings[" + place() + ", connections=" + connections + "]";
    }
}
