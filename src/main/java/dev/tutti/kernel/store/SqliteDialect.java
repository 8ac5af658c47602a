package dev.tutti.kernel.store;

/** SQLite: a write transaction takes the whole store, so no row needs to be kept. */
final class SqliteDialect implements Dialect {

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String forUpdate() {
        return "";
    }
}
