package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts {@code replacement} where characters {@code start} up to {@code end} stand; an insertion when those are equal. */
record TextEdit(int start, int end, String replacement) {

    TextEdit {
        requireNonNull(replacement, "replacement");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("start " + start + ", end " + end);
        }
    }

    static TextEdit insert(int at, String text) {
        return new TextEdit(at, at, text);
    }

    static TextEdit delete(int start, int end) {
        return new TextEdit(start, end, "");
    }

    /** All edits refer to places in the given text; insertions at one place keep the order of the list. */
    static String apply(String text, List<TextEdit> edits) {
        List<TextEdit> inOrder = new ArrayList<>(edits);
        inOrder.sort(Comparator.comparingInt(TextEdit::start).thenComparingInt(TextEdit::end));
        StringBuilder result = new StringBuilder(text.length() + 1024);
        int done = 0;
        for (TextEdit edit : inOrder) {
            if (edit.start < done) {
                throw new IllegalArgumentException("edits overlap at " + edit.start);
            }
            result.append(text, done, edit.start).append(edit.replacement);
            done = edit.end;
        }
        return result.append(text, done, text.length()).toString();
    }
}
