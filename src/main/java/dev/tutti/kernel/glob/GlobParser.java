package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.List;

/** Reads a pattern's text into nodes, from left to right. One use, one thread. */
final class GlobParser {

    private static final String ESCAPABLE = "*?[]{},\\!^-";
    private static final int END = -1;

    private final int[] points;
    private int next;
    private int depth;

    private GlobParser(String pattern) {
        this.points = pattern.codePoints().toArray();
    }

    /** The nodes of {@code pattern}; throws {@link GlobFault} naming the place, counted in characters from 1. */
    static List<GlobNode> parse(String pattern) {
        GlobParser parser = new GlobParser(pattern);
        parser.refuseUnstorable();
        return parser.sequence();
    }

    private void refuseUnstorable() {
        for (int i = 0; i < points.length; i++) {
            if (points[i] == 0 || Character.getType(points[i]) == Character.SURROGATE) {
                throw new GlobFault("character " + (i + 1) + " is not text; remove it");
            }
        }
    }

    /** Up to the end of the text, or inside braces up to a comma or the closing brace. */
    private List<GlobNode> sequence() {
        List<GlobNode> nodes = new ArrayList<>();
        while (!atEndOfSequence()) {
            nodes.add(node());
        }
        return nodes;
    }

    private boolean atEndOfSequence() {
        int point = peek();
        return point == END || (depth > 0 && (point == ',' || point == '}'));
    }

    private GlobNode node() {
        int start = next;
        int point = take();
        return switch (point) {
            case '/' -> new GlobNode.Slash();
            case '*' -> new GlobNode.Star();
            case '?' -> new GlobNode.OneOf(CodeSet.ANY);
            case '[' -> characterClass(start);
            case '{' -> choice(start);
            case '\\' -> new GlobNode.Point(escaped(start));
            default -> new GlobNode.Point(point);
        };
    }

    private int escaped(int start) {
        int point = peek();
        if (point == END || ESCAPABLE.indexOf(point) < 0) {
            throw fault(start, "the \\", "is not before one of * ? [ ] { } , \\ ! ^ -; folders are separated by /");
        }
        return take();
    }

    private GlobNode choice(int start) {
        depth++;
        if (depth >= Glob.ALTERNATIVES_MAX) {
            throw Glob.tooManyAlternatives();
        }
        List<List<GlobNode>> options = new ArrayList<>();
        do {
            options.add(List.copyOf(sequence()));
        } while (takeIf(','));
        if (!takeIf('}')) {
            throw fault(start, "the {", "has no }; write \\{ for a brace in a file name");
        }
        depth--;
        if (options.size() == 1) {
            throw fault(start, "the {", "offers one choice only; write \\{ for a brace in a file name");
        }
        return new GlobNode.Choice(options);
    }

    private GlobNode characterClass(int start) {
        boolean negated = takeIf('!') || takeIf('^');
        List<CodeSet.Range> ranges = new ArrayList<>();
        do {
            ranges.add(range(start));
        } while (!takeIf(']'));
        CodeSet set = negated ? CodeSet.not(ranges) : CodeSet.of(ranges);
        return set.isSingle() ? new GlobNode.Point(set.ranges().getFirst().from()) : new GlobNode.OneOf(set);
    }

    private CodeSet.Range range(int start) {
        int place = next;
        int from = member(start);
        boolean isRange = peek() == '-' && next + 1 < points.length && points[next + 1] != ']';
        if (!isRange) {
            return new CodeSet.Range(from, from);
        }
        take();
        int to = member(start);
        if (to < from) {
            throw fault(place, "the range", "runs backwards; write its ends in order");
        }
        return new CodeSet.Range(from, to);
    }

    private int member(int start) {
        int place = next;
        if (peek() == END) {
            throw fault(start, "the [", "has no ]; write \\[ for a bracket in a file name");
        }
        int point = take();
        if (point == '/') {
            throw fault(place, "the /", "stands between [ and ], which never match it");
        }
        if (point == '[' && (peek() == ':' || peek() == '.' || peek() == '=')) {
            throw fault(place, "the [", "begins a named class, which is not served; write a range as in [a-z]");
        }
        return point == '\\' ? escaped(place) : point;
    }

    private int peek() {
        return next < points.length ? points[next] : END;
    }

    private int take() {
        return points[next++];
    }

    private boolean takeIf(int point) {
        if (peek() != point) {
            return false;
        }
        next++;
        return true;
    }

    private static GlobFault fault(int place, String what, String why) {
        return new GlobFault(what + " at character " + (place + 1) + " " + why);
    }
}
