package dev.tutti.cli;

import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures for a terminal, each drawn over the one before: no line of the former is left, and nothing is blank meanwhile. Pure.
 *
 * @param width columns of the terminal
 * @param height its rows; 0 when it is not known
 */
record Screen(int width, int height) {

    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String END_OF_SCREEN = "\u001b[J";

    /** The first picture, on a cleared screen. */
    String first(String text) {
        return CLEAR + next(text);
    }

    /** The next one. The cursor comes to stand below, where a shell goes on when the command is interrupted. */
    String next(String text) {
        StringBuilder picture = new StringBuilder(HOME);
        for (String line : fitting(text.lines().toList())) {
            picture.append(isWhole(line) ? line : Foreign.cut(line, Math.max(1, width)))
                    .append(END_OF_LINE)
                    .append('\n');
        }
        return picture.append(END_OF_SCREEN).toString();
    }

    /** A coloured line is a table's, which fits already. */
    private static boolean isWhole(String line) {
        return line.isEmpty() || line.indexOf('\u001b') >= 0;
    }

    /** One row is the cursor's: a picture as high as the terminal would push its own head out. */
    private List<String> fitting(List<String> lines) {
        int rows = height == 0 ? lines.size() : Math.max(1, height - 1);
        if (lines.size() <= rows) {
            return lines;
        }
        List<String> fitting = new ArrayList<>(lines.subList(0, rows - 1));
        fitting.add("and " + (lines.size() - rows + 1) + " more lines");
        return fitting;
    }
}
