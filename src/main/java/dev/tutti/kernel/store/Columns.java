package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the columns of a result stand. Drivers search for a name in every result anew, which costs more than the query
 * does when rows are wide.
 *
 * @param positions the position of each label, from 1
 */
record Columns(Map<String, Integer> positions) {

    Columns {
        positions = Map.copyOf(requireNonNull(positions, "positions"));
    }

    static Columns of(ResultSet result) throws SQLException {
        ResultSetMetaData labels = result.getMetaData();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 1; i <= labels.getColumnCount(); i++) {
            positions.putIfAbsent(labels.getColumnLabel(i), i);
        }
        return new Columns(positions);
    }

    int at(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalStateException("there is no column " + column + " among " + positions.keySet());
        }
        return position;
    }
}
