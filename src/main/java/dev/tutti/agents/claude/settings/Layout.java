package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

/**
 * How a text is laid out, so that what is added looks like what is there.
 *
 * @param newline the line end, or empty when everything stands on one line
 * @param unit one step of indentation
 * @param space what follows a colon, and a comma within a line
 */
record Layout(String newline, String unit, String space) {

    Layout {
        requireNonNull(newline, "newline");
        requireNonNull(unit, "unit");
        requireNonNull(space, "space");
    }

    /** The layout of the client's own files, and of one that is not there yet. */
    static final Layout USUAL = new Layout("\n", "  ", " ");

    static Layout of(JsonDocument document) {
        String text = document.text();
        if (document.root().isEmpty() || !(document.root().get() instanceof JsonValue.Mapping root)) {
            return new Layout(newline(text), USUAL.unit, USUAL.space);
        }
        if (root.items().isEmpty()) {
            return new Layout(newline(text), USUAL.unit, USUAL.space);
        }
        boolean oneLine = text.substring(root.start(), root.end()).indexOf('\n') < 0;
        return new Layout(oneLine ? "" : newline(text), unit(text, root), spaced(text, root) ? USUAL.space : "");
    }

    private static String newline(String text) {
        int feed = text.indexOf('\n');
        return feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : USUAL.newline;
    }

    private static boolean spaced(String text, JsonValue.Mapping root) {
        JsonValue.Item first = root.items().getFirst();
        int nameEnd = first.name().orElseThrow().end();
        return text.substring(nameEnd, first.value().start()).endsWith(" ");
    }

    private static String unit(String text, JsonValue.Mapping root) {
        String outer = indentAt(text, root.start());
        return root.items().stream()
                .filter(item -> beginsLine(text, item.start()))
                .map(item -> indentAt(text, item.start()))
                .filter(inner -> inner.startsWith(outer) && inner.length() > outer.length())
                .map(inner -> inner.substring(outer.length()))
                .findFirst()
                .orElse(USUAL.unit);
    }

    /** The white space at the start of the line on which {@code offset} lies. */
    static String indentAt(String text, int offset) {
        int start = lineStart(text, offset);
        int end = start;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    /** Whether only white space stands before {@code offset} on its line, and it is not the text's first line. */
    static boolean beginsLine(String text, int offset) {
        int start = lineStart(text, offset);
        return start > 0 && text.substring(start, offset).isBlank();
    }

    private static int lineStart(String text, int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    boolean isOneLine() {
        return newline.isEmpty();
    }

    Layout onOneLine() {
        return new Layout("", unit, space);
    }

    String deeper(String indent) {
        return indent + unit;
    }

    String colon() {
        return ":" + space;
    }

    /** What goes before something that begins a line of its own. */
    String lineStart(String indent) {
        return isOneLine() ? "" : newline + indent;
    }

    /** What goes between a comma and the next item. */
    String between(String indent) {
        return isOneLine() ? space : newline + indent;
    }
}
