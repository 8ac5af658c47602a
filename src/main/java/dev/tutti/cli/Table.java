package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.cli.Paint.Hue;
import dev.tutti.kernel.text.Columns;
import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Columns of text that fit a terminal: the last column gives way first, then the widest. Room is counted as terminals do, see
 * {@link Columns}. For one thread.
 */
final class Table {

    private static final int GAP = 2;
    private static final int LAST_MIN = 12;
    private static final int COLUMN_MIN = 4;

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, Function<String, Hue>> hues = new HashMap<>();
    private boolean lastIsPath;

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

    /** Of a last column that is too long the end is kept: there a path's name is. */
    Table lastIsPath() {
        lastIsPath = true;
        return this;
    }

    /** Paints a column's cells by what they say. */
    Table paint(int column, Function<String, Hue> hue) {
        hues.put(column, requireNonNull(hue, "hue"));
        return this;
    }

    /** The table as the caller can show it. */
    String text(Call call) {
        return text(call.tableWidth(), call.paint());
    }

    String text(int width) {
        return text(width, Paint.NONE);
    }

    private String text(int width, Paint paint) {
        int[] widths = fitted(width);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths, i == 0, paint)).append('\n');
        }
        return text.toString();
    }

    private int[] fitted(int width) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
            }
        }
        int last = widths.length - 1;
        int over = Arrays.stream(widths).sum() + GAP * last - width;
        over -= shrink(widths, last, LAST_MIN, over);
        while (over > 0) {
            int widest = 0;
            for (int i = 1; i < last; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            int gained = shrink(widths, widest, COLUMN_MIN, 1);
            if (gained == 0) {
                break;
            }
            over -= gained;
        }
        shrink(widths, last, 1, over);
        return widths;
    }

    /** Takes up to {@code wanted} of a column, down to a bound, and tells how much it gave. */
    private static int shrink(int[] widths, int column, int bound, int wanted) {
        int gained = Math.clamp(wanted, 0, Math.max(0, widths[column] - bound));
        widths[column] -= gained;
        return gained;
    }

    private String line(List<String> row, int[] widths, boolean head, Paint paint) {
        StringBuilder line = new StringBuilder();
        int last = widths.length - 1;
        for (int i = 0; i <= last; i++) {
            int room = Math.max(1, widths[i]);
            String cell = i == last && lastIsPath ? Columns.cutFront(row.get(i), room) : Columns.cut(row.get(i), room);
            Hue hue = head ? Hue.STRONG : hues.getOrDefault(i, _ -> Hue.PLAIN).apply(row.get(i));
            boolean restIsEmpty = row.subList(i + 1, row.size()).stream().allMatch(String::isBlank);
            String gap = restIsEmpty ? "" : " ".repeat(widths[i] - Columns.width(cell) + GAP);
            line.append(paint.with(hue, cell)).append(gap);
            if (restIsEmpty) {
                break;
            }
        }
        return line.toString();
    }
}
