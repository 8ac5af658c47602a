package dev.tutti.kernel.glob;

/**
 * The product of two patterns' automata: whether one input drives both to their ends.
 *
 * <p>A pattern is a line of elements, each consuming one unit of input (a character of a name, or a whole segment of a
 * path); a <em>repeated</em> element consumes any number of any units. State (i, j) says that the first i elements of the
 * one and j of the other are behind; every move keeps or raises both, so one pass over the rows reaches all states: (m + 1)
 * × (n + 1) steps for m and n elements, never more. One instance serves one comparison and adds up its steps.
 */
final class Product {

    /** Whether one unit fits element {@code mine} of the first line and {@code theirs} of the second. */
    @FunctionalInterface
    interface Fits {
        boolean at(int mine, int theirs);
    }

    private long steps;

    /** States that were looked at so far. */
    long steps() {
        return steps;
    }

    /** Whether some input is accepted by both lines, given which of their elements are repeated. */
    boolean meets(boolean[] first, boolean[] second, Fits fits) {
        boolean[] row = new boolean[second.length + 1];
        row[0] = true;
        for (int i = 0; i < first.length; i++) {
            skipRepeated(row, second);
            row = first[i] ? afterRepeated(row) : afterSingle(row, i, second, fits);
        }
        skipRepeated(row, second);
        return row[second.length];
    }

    /** A repeated element of the second line may consume nothing. */
    private static void skipRepeated(boolean[] row, boolean[] second) {
        for (int j = 0; j < second.length; j++) {
            row[j + 1] |= row[j] && second[j];
        }
    }

    /** A repeated element of the first line goes along with all that the second has from here on. */
    private boolean[] afterRepeated(boolean[] row) {
        steps += row.length;
        for (int j = 1; j < row.length; j++) {
            row[j] |= row[j - 1];
        }
        return row;
    }

    private boolean[] afterSingle(boolean[] row, int i, boolean[] second, Fits fits) {
        steps += row.length;
        boolean[] next = new boolean[row.length];
        for (int j = 0; j < second.length; j++) {
            if (row[j] && second[j]) {
                next[j] = true;
            } else if (row[j] && fits.at(i, j)) {
                next[j + 1] = true;
            }
        }
        return next;
    }
}
