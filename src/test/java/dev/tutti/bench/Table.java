package dev.tutti.bench;

import java.util.Arrays;
import java.util.List;

/** Prints rows in columns of a fixed width, each as soon as it is known. */
final class Table {

    private static final List<Integer> WIDTHS = List.of(46, 6, 11, 11, 26);

    private Table() {}

    static void head(String title, String... columns) {
        System.out.println();
        System.out.println(title);
        row(columns);
    }

    /** What, how many, two figures, a third, and the budget. */
    static void row(String... cells) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < cells.length; i++) {
            int width = i < WIDTHS.size() ? WIDTHS.get(i) : 0;
            String cell = cells[i];
            boolean number = i > 0 && i < 4;
            String blanks = " ".repeat(Math.max(0, width - cell.length()));
            line.append(number ? blanks + cell : cell + blanks).append("  ");
        }
        System.out.println(line.toString().stripTrailing());
    }

    static void note(String... lines) {
        Arrays.stream(lines).forEach(line -> System.out.println("  " + line));
    }
}
