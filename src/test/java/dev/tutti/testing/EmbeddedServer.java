package dev.tutti.testing;

import dev.tutti.kernel.store.PostgresSettings;

/** One PostgreSQL server for all tests of this JVM, started when the first one needs it. */
final class EmbeddedServer {

    private EmbeddedServer() {}

    static PostgresSettings freshDatabase() {
        throw new UnsupportedOperationException("soon");
    }
}
