package dev.tutti.testing;

import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every row of every table as text, to be compared with what it was before. */
public final class TableDump {

    private static final String SQLITE_COLUMNS = """
            SELECT m.name AS tab, c.name AS col FROM sqlite_schema m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'flyway_%'
            ORDER BY m.name, c.name
            """;

    private static final String POSTGRES_COLUMNS = """
            SELECT table_name AS tab, column_name AS col FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway_%'
            ORDER BY table_name, column_name
            """;

    private record Column(String table, String name) {}

    private TableDump() {}

    /** The rows by table, each as {@code column=value} in the order of the columns. */
    public static Map<String, List<String>> of(Store store) {
        return store.read(TableDump::of);
    }

    private static Map<String, List<String>> of(Tx tx) {
        String columns = tx.dialect().name().equals("sqlite") ? SQLITE_COLUMNS : POSTGRES_COLUMNS;
        Map<String, List<Column>> tables =
                tx.list(columns, row -> new Column(row.text("tab"), row.text("col"))).stream()
                        .collect(Collectors.groupingBy(Column::table, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<String>> dump = new LinkedHashMap<>();
        tables.forEach((table, all) -> dump.put(table, rows(tx, table, all)));
        return dump;
    }

    private static List<String> rows(Tx tx, String table, List<Column> columns) {
        String all = columns.stream()
                .map(column -> "'" + column.name() + "=' || COALESCE(CAST(" + column.name() + " AS TEXT), 'NULL')")
                .collect(Collectors.joining(" || ' ' || "));
        return tx.list("SELECT " + all + " AS line FROM " + table, row -> row.text("line")).stream()
                .sorted()
                .toList();
    }
}
