package dev.tutti.kernel.text;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Lines that must fit into a bound, in the order of their worth: they are kept while they fit, and a last line says how
 * many were left out. When not even the first fits, it is cut.
 *
 * <p>Not safe for use by several threads.
 */
public final class Budget {

    private final int max;
    private final ToIntFunction<String> cost;
    private final List<String> kept = new ArrayList<>();
    private int used;
    private int leftOut;
    private String tooLongFirst = "";

    /** A budget of so many UTF-16 characters, line breaks between the lines included. */
    public static Budget ofChars(int max) {
        return new Budget(max, String::length);
    }

    /**
     * A budget in a unit of the caller's.
     *
     * @param max the bound, zero or less keeps nothing
     * @param cost what a text costs; never less for a longer beginning of the same text
     */
    public Budget(int max, ToIntFunction<String> cost) {
        this.max = max;
        this.cost = requireNonNull(cost, "cost");
    }

    /**
     * Adds one line after those before it.
     *
     * @return false when it did not fit; nothing after it will, so a caller may stop, or go on so that it is counted
     */
    public boolean add(String line) {
        requireNonNull(line, "line");
        long price = (long) cost.applyAsInt(line) + (kept.isEmpty() ? 0 : cost.applyAsInt("\n"));
        if (leftOut > 0 || used + price > max) {
            if (leftOut == 0 && kept.isEmpty()) {
                tooLongFirst = line;
            }
            leftOut++;
            return false;
        }
        kept.add(line);
        used += (int) price;
        return true;
    }

    /** What fits, with the line that says how many were left out if any were. */
    public List<String> lines() {
        if (leftOut == 0) {
            return List.copyOf(kept);
        }
        List<String> shown = new ArrayList<>(kept);
        int out = leftOut;
        while (!shown.isEmpty()) {
            List<String> whole = new ArrayList<>(shown);
            whole.add(notice(out));
            if (cost(whole) <= max) {
                return List.copyOf(whole);
            }
            shown.removeLast();
            out++;
        }
        return cutFirst(kept.isEmpty() ? tooLongFirst : kept.getFirst(), out - 1);
    }

    /** {@link #lines()} joined by line breaks. */
    public String text() {
        return String.join("\n", lines());
    }

    private List<String> cutFirst(String first, int others) {
        int low = 0;
        int high = first.codePointCount(0, first.length()) - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (cost(beginning(first, middle, others)) <= max) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        List<String> cut = beginning(first, low, others);
        return low > 0 && cost(cut) <= max ? cut : List.of();
    }

    private static List<String> beginning(String first, int points, int others) {
        String head = first.substring(0, first.offsetByCodePoints(0, points)) + "…";
        return others == 0 ? List.of(head) : List.of(head, notice(others));
    }

    private int cost(List<String> lines) {
        return cost.applyAsInt(String.join("\n", lines));
    }

    private static String notice(int lines) {
        return lines == 1 ? "(1 more line left out)" : "(" + lines + " more lines left out)";
    }
}
