package dev.tutti.cli;

import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Columns of text that fit a terminal: the last column gives way. For one thread. */
final class Table {

    private static final int GAP = 2;
    private static final int LAST_MIN = 12;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    /** Whatever in a cell would move a terminal or begin a line goes; how a foreign text is shortened is its column's affair. */
    void row(String... cells) {
        rows.add(Stream.of(cells).map(Table::inert).toList());
    }

    private static String inert(String cell) {
        return Foreign.text(cell).replace('\n', ' ').replace('\t', ' ');
    }

    String text(int width) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int before = 0;
        for (int i = 0; i < columns - 1; i++) {
            before += widths[i] + GAP;
        }
        widths[columns - 1] = Math.min(widths[columns - 1], Math.max(LAST_MIN, width - before));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i).isEmpty() ? "" : Foreign.cut(row.get(i), Math.max(1, widths[i]));
                line.append(cell).append(" ".repeat(Math.max(0, widths[i] - length(cell)) + GAP));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
