package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes nodes as text again, always in the same form. */
final class GlobText {

    private GlobText() {}

    /** The pattern that matches {@code path} and nothing else. */
    static String escape(String path) {
        StringBuilder text = new StringBuilder(path.length() + 8);
        for (int i = 0; i < path.length(); i++) {
            appendEscaped(text, path.charAt(i), "*?[]{}\\");
        }
        return text.toString();
    }

    /** The text of a whole pattern: segments joined, runs of stars shortened, a folder's final separator spelled out. */
    static String of(List<GlobNode> pattern) {
        List<String> segments = new ArrayList<>();
        for (List<GlobNode> segment : Segment.split(pattern)) {
            StringBuilder text = new StringBuilder();
            append(text, Segment.shortened(segment), false);
            boolean deepTwice = text.toString().equals("**")
                    && !segments.isEmpty()
                    && segments.getLast().equals("**");
            if (!deepTwice) {
                segments.add(text.toString());
            }
        }
        return String.join("/", segments);
    }

    private static void append(StringBuilder text, List<GlobNode> nodes, boolean inBraces) {
        for (GlobNode node : nodes) {
            switch (node) {
                case GlobNode.Point(int point) -> appendEscaped(text, point, inBraces ? "*?[]{}\\," : "*?[]{}\\");
                case GlobNode.OneOf(CodeSet set) -> text.append(set.equals(CodeSet.ANY) ? "?" : classOf(set));
                case GlobNode.Star() -> text.append('*');
                case GlobNode.Slash() -> text.append('/');
                case GlobNode.Choice(List<List<GlobNode>> options) -> {
                    text.append('{');
                    for (int i = 0; i < options.size(); i++) {
                        text.append(i == 0 ? "" : ",");
                        append(text, options.get(i), true);
                    }
                    text.append('}');
                }
            }
        }
    }

    /** Only a negated class holds the character zero, which no pattern can name. */
    private static String classOf(CodeSet set) {
        return set.contains(0) ? "[!" + members(set.complement()) + "]" : "[" + members(set) + "]";
    }

    private static String members(CodeSet set) {
        return set.ranges().stream().map(GlobText::member).collect(Collectors.joining());
    }

    private static String member(CodeSet.Range range) {
        StringBuilder text = new StringBuilder();
        appendEscaped(text, range.from(), "[]\\!^-");
        if (range.to() > range.from() + 1) {
            text.append('-');
        }
        if (range.to() > range.from()) {
            appendEscaped(text, range.to(), "[]\\!^-");
        }
        return text.toString();
    }

    private static void appendEscaped(StringBuilder text, int point, String special) {
        if (special.indexOf(point) >= 0) {
            text.append('\\');
        }
        text.appendCodePoint(point);
    }
}
