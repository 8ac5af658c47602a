package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonDocument.Comment;
import dev.tutti.agents.claude.settings.JsonValue.Container;
import dev.tutti.agents.claude.settings.JsonValue.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Puts items at the end of a container or takes some out; comments and everything foreign keep their characters. */
record ContainerEdits(JsonDocument document, Layout layout) {

    /** Adds items, each written by a function of the layout and the indentation of its line. */
    List<TextEdit> append(Container container, List<BiFunction<Layout, String, String>> additions) {
        if (additions.isEmpty()) {
            return List.of();
        }
        return container.items().isEmpty() ? fill(container, additions) : extend(container, additions);
    }

    private List<TextEdit> fill(Container container, List<BiFunction<Layout, String, String>> additions) {
        String outer = Layout.indentAt(document.text(), container.start());
        String inner = layout.deeper(outer);
        StringBuilder body = new StringBuilder(layout.lineStart(inner));
        join(body, additions, layout, inner);
        body.append(layout.lineStart(outer));
        int close = container.end() - 1;
        boolean onlySpace =
                document.text().substring(container.start() + 1, close).isBlank();
        if (onlySpace) {
            return List.of(new TextEdit(container.start() + 1, close, body.toString()));
        }
        int last = backOverSpace(close, container.start() + 1);
        return List.of(new TextEdit(last, close, endsInLineComment(last) ? withLineEnd(body) : body.toString()));
    }

    private static String withLineEnd(StringBuilder body) {
        return body.charAt(0) == '\n' || body.charAt(0) == '\r' ? body.toString() : "\n" + body;
    }

    private List<TextEdit> extend(Container container, List<BiFunction<Layout, String, String>> additions) {
        Item last = container.items().getLast();
        boolean ownLine = Layout.beginsLine(document.text(), last.start());
        Layout inside = ownLine ? layout : layout.onOneLine();
        String indent = Layout.indentAt(document.text(), last.start());
        StringBuilder body = new StringBuilder(inside.between(indent));
        join(body, additions, inside, indent);
        List<TextEdit> edits = new ArrayList<>();
        if (last.comma() < 0) {
            edits.add(TextEdit.insert(last.end(), ","));
        }
        int after = last.comma() < 0 ? last.end() : last.comma() + 1;
        edits.add(TextEdit.insert(ownLine ? overLineRest(after) : after, body.toString()));
        return edits;
    }

    private static void join(
            StringBuilder body, List<BiFunction<Layout, String, String>> additions, Layout layout, String indent) {
        String separator = "";
        for (BiFunction<Layout, String, String> addition : additions) {
            body.append(separator).append(addition.apply(layout, indent));
            separator = "," + layout.between(indent);
        }
    }

    /** Behind the comments that stand on the same line, if nothing else does. */
    private int overLineRest(int offset) {
        String text = document.text();
        int at = offset;
        int kept = offset;
        while (at < text.length()) {
            int here = at;
            var comment = document.comments().stream()
                    .filter(each -> each.start() == here)
                    .findFirst();
            if (comment.isPresent()) {
                at = comment.get().end();
                kept = at;
            } else if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
                at++;
            } else {
                break;
            }
        }
        boolean lineEnds = at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
        return lineEnds ? kept : offset;
    }

    /** Takes out the given items, of which there are fewer than the container has. */
    List<TextEdit> remove(Container container, Set<Item> gone) {
        List<TextEdit> edits = new ArrayList<>();
        List<Item> items = container.items();
        int lastKept = items.size() - 1;
        while (gone.contains(items.get(lastKept))) {
            lastKept--;
        }
        for (int i = 0; i < items.size(); i++) {
            if (gone.contains(items.get(i))) {
                int next = i < lastKept ? items.get(i + 1).start() : -1;
                edits.addAll(removeOne(items.get(i), next, container.start() + 1));
            }
        }
        if (lastKept < items.size() - 1 && items.getLast().comma() < 0) {
            int comma = items.get(lastKept).comma();
            edits.add(TextEdit.delete(comma, comma + 1));
        }
        return merged(edits);
    }

    /** Takes out every item; comments stay. */
    List<TextEdit> clear(Container container) {
        boolean commented = document.comments().stream()
                .anyMatch(comment -> comment.start() > container.start() && comment.end() < container.end());
        if (!commented) {
            return List.of(TextEdit.delete(container.start() + 1, container.end() - 1));
        }
        List<TextEdit> edits = new ArrayList<>();
        for (Item item : container.items()) {
            edits.add(TextEdit.delete(item.start(), item.end()));
            if (item.comma() >= 0) {
                edits.add(TextEdit.delete(item.comma(), item.comma() + 1));
            }
        }
        return edits;
    }

    /** Up to the next item that stays, or else from the end of what stands before. */
    private List<TextEdit> removeOne(Item item, int next, int floor) {
        String text = document.text();
        boolean tightComma =
                item.comma() >= 0 && text.substring(item.end(), item.comma()).isBlank();
        int end = tightComma ? item.comma() + 1 : item.end();
        if (tightComma && next >= 0 && text.substring(end, next).isBlank()) {
            return List.of(TextEdit.delete(item.start(), next));
        }
        int before = backOverSpace(item.start(), floor);
        int start = endsInLineComment(before) && !lineEndsAt(end) ? item.start() : before;
        List<TextEdit> edits = new ArrayList<>();
        edits.add(TextEdit.delete(start, end));
        if (item.comma() >= 0 && !tightComma) {
            edits.add(TextEdit.delete(item.comma(), item.comma() + 1));
        }
        return edits;
    }

    /** Whether only white space stands between {@code offset} and the end of its line. */
    private boolean lineEndsAt(int offset) {
        int feed = document.text().indexOf('\n', offset);
        return feed >= 0 && document.text().substring(offset, feed).isBlank();
    }

    private int backOverSpace(int from, int floor) {
        int at = from;
        while (at > floor && Character.isWhitespace(document.text().charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private boolean endsInLineComment(int offset) {
        return document.comments().stream().filter(Comment::toLineEnd).anyMatch(comment -> comment.end() == offset);
    }

    /** Deletions may touch or overlap; the result does neither. */
    private static List<TextEdit> merged(List<TextEdit> deletions) {
        List<TextEdit> inOrder = new ArrayList<>(deletions);
        inOrder.sort((a, b) -> Integer.compare(a.start(), b.start()));
        List<TextEdit> result = new ArrayList<>();
        for (TextEdit each : inOrder) {
            if (!result.isEmpty() && each.start() <= result.getLast().end()) {
                TextEdit before = result.removeLast();
                result.add(TextEdit.delete(before.start(), Math.max(before.end(), each.end())));
            } else {
                result.add(each);
            }
        }
        return result;
    }
}
