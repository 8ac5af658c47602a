package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Database;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One text makes both schemas; here it is shown that they came out the same. */
class SchemaParityTest {

    private static final String SQLITE_COLUMNS = """
            SELECT m.name AS tab, c.name AS col,
              CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'TEXT' THEN 'text' ELSE c.type END AS kind,
              c."notnull" = 1 OR c.pk > 0 AS needed
            FROM sqlite_schema m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'flyway_%'
            ORDER BY m.name, c.name
            """;

    private static final String POSTGRES_COLUMNS = """
            SELECT table_name AS tab, column_name AS col, data_type AS kind, is_nullable = 'NO' AS needed
            FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway_%'
            ORDER BY table_name COLLATE "C", column_name COLLATE "C"
            """;

    /** A primary key that is the row's number has no index of its own in SQLite. */
    private static final String SQLITE_UNIQUES = """
            SELECT m.name AS tab, group_concat(i.name, ',' ORDER BY i.seqno) AS cols
            FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_info(l.name) i
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'flyway_%' AND l."unique" = 1
            GROUP BY m.name, l.name
            UNION
            SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'flyway_%' AND c.pk = 1
              AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) l WHERE l.origin = 'pk')
            ORDER BY tab, cols
            """;

    private static final String POSTGRES_UNIQUES = """
            SELECT t.relname AS tab, string_agg(a.attname, ',' ORDER BY k.place) AS cols
            FROM pg_index x
            JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(attnum, place)
            LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
            WHERE x.indisunique AND n.nspname = 'public' AND t.relname NOT LIKE 'flyway_%'
            GROUP BY t.relname, x.indexrelid
            ORDER BY tab, cols
            """;

    private static final String SQLITE_INDEXES = """
            SELECT name, tbl_name AS tab, CASE WHEN sql LIKE '% WHERE %' THEN 1 ELSE 0 END AS partial
            FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'flyway_%' ORDER BY name
            """;

    private static final String POSTGRES_INDEXES = """
            SELECT c.relname AS name, t.relname AS tab, CASE WHEN x.indpred IS NULL THEN 0 ELSE 1 END AS partial
            FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE n.nspname = 'public' AND t.relname NOT LIKE 'flyway_%'
              AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid)
            ORDER BY name
            """;

    @Test
    void bothDatabasesGetTheSameTablesColumnsAndIndexes() {
        try (var sqlite = new StoreFixture(Database.SQLITE);
                var postgres = new StoreFixture(Database.POSTGRESQL)) {
            Map<String, List<String>> ours = shape(sqlite.store(), SQLITE_COLUMNS, SQLITE_UNIQUES, SQLITE_INDEXES);
            Map<String, List<String>> theirs =
                    shape(postgres.store(), POSTGRES_COLUMNS, POSTGRES_UNIQUES, POSTGRES_INDEXES);

            assertThat(ours.get("columns")).contains("schema_state.version bigint needed");
            assertThat(theirs).isEqualTo(ours);
        }
    }

    @Test
    void everyTableIsStrict() {
        try (var sqlite = new StoreFixture(Database.SQLITE)) {
            List<String> lax = sqlite.store().read(tx -> tx.list("""
                    SELECT name FROM pragma_table_list
                    WHERE schema = 'main' AND type = 'table' AND strict = 0
                      AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'flyway_%'
                    """, row -> row.text("name")));

            assertThat(lax).isEmpty();
        }
    }

    private static Map<String, List<String>> shape(Store store, String columns, String uniques, String indexes) {
        return store.read(tx -> new TreeMap<>(Map.of(
                "columns",
                tx.list(
                        columns,
                        row -> row.text("tab") + "." + row.text("col") + " " + row.text("kind")
                                + (row.flag("needed") ? " needed" : "")),
                "uniques",
                tx.list(
                        uniques,
                        row -> row.text("tab") + "(" + row.optionalText("cols").orElse("?") + ")"),
                "indexes",
                tx.list(
                        indexes,
                        row -> row.text("name") + " on " + row.text("tab")
                                + (row.flag("partial") ? " partial" : "")))));
    }
}
