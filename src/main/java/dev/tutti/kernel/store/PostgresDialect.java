package dev.tutti.kernel.store;

/** PostgreSQL: rows that a decision rests on are locked one by one. */
final class PostgresDialect implements Dialect {

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }
}
