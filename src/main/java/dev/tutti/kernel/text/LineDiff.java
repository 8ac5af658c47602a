package dev.tutti.kernel.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A unified diff for people to read. */
public final class LineDiff {

    private static final int CONTEXT = 3;
    /** Above this many pairs of lines the middle is shown as replaced whole, which is as true and much cheaper. */
    private static final long MAX_PAIRS = 4_000_000;

    private final List<String> before;
    private final List<String> after;

    private LineDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /** One line of the result: a sign and what follows it, and the line's number in both texts. */
    private record Line(char sign, String text, int before, int after) {}

    /**
     * The difference with three lines of context; empty when the texts are equal.
     *
     * @param beforeName what stands behind {@code ---}
     * @param afterName what stands behind {@code +++}
     */
    public static String between(String before, String after, String beforeName, String afterName) {
        if (before.equals(after)) {
            return "";
        }
        List<Line> lines = new LineDiff(before, after).all();
        StringBuilder diff = new StringBuilder("--- " + beforeName + "\n+++ " + afterName + "\n");
        int at = 0;
        while (at < lines.size()) {
            int first = nextChange(lines, at);
            if (first == lines.size()) {
                break;
            }
            int end = hunkEnd(lines, first);
            appendHunk(diff, lines.subList(Math.max(at, first - CONTEXT), end));
            at = end;
        }
        return diff.toString();
    }

    private static int nextChange(List<Line> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).sign == ' ') {
            at++;
        }
        return at;
    }

    private static int hunkEnd(List<Line> lines, int change) {
        int last = change;
        for (int at = change; at < lines.size() && at <= last + 2 * CONTEXT; at++) {
            if (lines.get(at).sign != ' ') {
                last = at;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static void appendHunk(StringBuilder diff, List<Line> hunk) {
        long minus = hunk.stream().filter(line -> line.sign != '+').count();
        long plus = hunk.stream().filter(line -> line.sign != '-').count();
        diff.append(
                "@@ -%s +%s @@\n".formatted(range(hunk.getFirst().before, minus), range(hunk.getFirst().after, plus)));
        for (Line line : hunk) {
            diff.append(line.sign).append(line.text).append('\n');
        }
    }

    private static String range(int zeroBased, long count) {
        return (count == 0 ? zeroBased : zeroBased + 1) + (count == 1 ? "" : "," + count);
    }

    private List<Line> all() {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            lines.add(new Line(' ', before.get(i), i, i));
        }
        middle(lines, head, before.size() - tail, after.size() - tail);
        for (int i = tail; i > 0; i--) {
            lines.add(new Line(' ', before.get(before.size() - i), before.size() - i, after.size() - i));
        }
        return lines;
    }

    private void middle(List<Line> lines, int head, int beforeEnd, int afterEnd) {
        int[][] common = common(head, beforeEnd, afterEnd);
        int b = head;
        int a = head;
        while (b < beforeEnd || a < afterEnd) {
            if (b < beforeEnd && a < afterEnd && before.get(b).equals(after.get(a)) && common.length > 0) {
                lines.add(new Line(' ', before.get(b), b++, a++));
            } else if (b < beforeEnd
                    && (a == afterEnd
                            || common.length == 0
                            || common[b + 1 - head][a - head] >= common[b - head][a + 1 - head])) {
                lines.add(new Line('-', before.get(b), b++, a));
            } else {
                lines.add(new Line('+', after.get(a), b, a++));
            }
        }
    }

    /** The length of the longest common subsequence of what is left, for every pair of places; empty when too large. */
    private int[][] common(int head, int beforeEnd, int afterEnd) {
        int rows = beforeEnd - head;
        int columns = afterEnd - head;
        if ((long) rows * columns > MAX_PAIRS) {
            return new int[0][];
        }
        int[][] longest = new int[rows + 1][columns + 1];
        for (int b = rows - 1; b >= 0; b--) {
            for (int a = columns - 1; a >= 0; a--) {
                longest[b][a] = before.get(head + b).equals(after.get(head + a))
                        ? longest[b + 1][a + 1] + 1
                        : Math.max(longest[b + 1][a], longest[b][a + 1]);
            }
        }
        return longest;
    }

    /** Lines as a terminal may show them: a carriage return, and whatever else would steer it, is made harmless. */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        String last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + "\n\\ No newline at end of file");
        }
        return lines.stream().map(LineDiff::harmless).toList();
    }

    private static String harmless(String line) {
        String plain = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return plain.replace("\uFEFF", "").replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t\\n]]", "?");
    }
}
