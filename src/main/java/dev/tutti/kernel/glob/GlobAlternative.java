package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pattern without braces: a line of segments, at least one. Immutable. */
final class GlobAlternative {

    private final List<Segment> segments;
    private final boolean[] deep;

    private GlobAlternative(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.deep = new boolean[segments.size()];
        for (int i = 0; i < deep.length; i++) {
            deep[i] = segments.get(i) instanceof Segment.Deep;
        }
    }

    static GlobAlternative of(List<GlobNode> nodes) {
        if (!nodes.isEmpty() && nodes.getFirst() instanceof GlobNode.Slash) {
            throw new GlobFault("it begins with /; give the path from the project's folder");
        }
        List<Segment> segments = new ArrayList<>();
        for (List<GlobNode> piece : Segment.split(nodes)) {
            Segment segment = Segment.of(piece);
            boolean deepTwice = segment instanceof Segment.Deep
                    && !segments.isEmpty()
                    && segments.getLast() instanceof Segment.Deep;
            if (!deepTwice) {
                segments.add(segment);
            }
        }
        if (segments.isEmpty()) {
            throw new GlobFault("it names no file; ** is everything in the project");
        }
        return new GlobAlternative(segments);
    }

    /** The one path that is matched, when there is no wildcard. */
    Optional<String> literalPath() {
        return folderSegments() == segments.size() ? Optional.of(folder()) : Optional.empty();
    }

    /** The leading segments that stand for themselves. */
    String folder() {
        StringBuilder folder = new StringBuilder();
        for (int i = 0; i < folderSegments(); i++) {
            folder.append(i == 0 ? "" : "/").append(((Segment.Exact) segments.get(i)).name());
        }
        return folder.toString();
    }

    private int folderSegments() {
        int count = 0;
        while (count < segments.size() && segments.get(count) instanceof Segment.Exact) {
            count++;
        }
        return count;
    }

    /** The longest text that every match begins with, as far as the pattern's beginning shows it. */
    String literalPrefix() {
        int count = folderSegments();
        boolean moreFollows = segments.stream().skip(count).anyMatch(segment -> !(segment instanceof Segment.Deep));
        if (!moreFollows) {
            return folder();
        }
        String prefix = count == 0 ? "" : folder() + "/";
        return segments.get(count) instanceof Segment.Wild(Steps steps) ? prefix + steps.literalPrefix() : prefix;
    }

    /**
     * Whether {@code path} is matched, without allocation. The same walk as {@link Steps#matches}, over segments: a pair of
     * a pattern's and a path's segment is compared once at most.
     */
    boolean matches(CharSequence path) {
        int at = 0;
        int segment = 0;
        int deepSegment = -1;
        int deepAt = 0;
        while (at <= path.length()) {
            int end = endOfName(path, at);
            if (segment < deep.length && deep[segment]) {
                deepSegment = segment++;
                deepAt = at;
            } else if (segment < deep.length && matches(segments.get(segment), path, at, end)) {
                segment++;
                at = end + 1;
            } else if (deepSegment >= 0) {
                deepAt = endOfName(path, deepAt) + 1;
                at = deepAt;
                segment = deepSegment + 1;
            } else {
                return false;
            }
        }
        return segment == deep.length || (segment == deep.length - 1 && deep[segment]);
    }

    private static boolean matches(Segment segment, CharSequence path, int from, int to) {
        return switch (segment) {
            case Segment.Deep() -> true;
            case Segment.Exact(String name) -> equal(name, path, from, to);
            case Segment.Wild(Steps steps) -> steps.matches(path, from, to);
        };
    }

    private static boolean equal(String name, CharSequence path, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != path.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }

    private static int endOfName(CharSequence path, int from) {
        int end = from;
        while (end < path.length() && path.charAt(end) != '/') {
            end++;
        }
        return end;
    }

    /** Whether some path is matched by both. */
    boolean meets(GlobAlternative other, Product product) {
        return product.meets(
                deep, other.deep, (mine, theirs) -> meets(segments.get(mine), other.segments.get(theirs), product));
    }

    private static boolean meets(Segment mine, Segment theirs, Product product) {
        return switch (mine) {
            case Segment.Deep() -> true;
            case Segment.Exact(String name) -> matches(theirs, name, 0, name.length());
            case Segment.Wild(Steps steps) ->
                theirs instanceof Segment.Wild(Steps others)
                        ? steps.meets(others, product)
                        : meets(theirs, mine, product);
        };
    }

    /** See {@link Glob#expression}. */
    String expression() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < deep.length; i++) {
            boolean first = out.isEmpty();
            boolean last = i == deep.length - 1;
            if (deep[i]) {
                out.append(first ? (last ? "[^/]+(/[^/]+)*" : "([^/]+/)*") : "(/[^/]+)*");
            } else {
                boolean afterLeadingDeep = i == 1 && deep[0];
                out.append(first || afterLeadingDeep ? "" : "/").append(expression(segments.get(i)));
            }
        }
        return out.toString();
    }

    private static String expression(Segment segment) {
        return switch (segment) {
            case Segment.Exact(String name) -> Expression.literal(name);
            case Segment.Wild(Steps steps) -> steps.expression();
            case Segment.Deep() -> throw new IllegalArgumentException("stands for segments, not for a name");
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GlobAlternative alternative && segments.equals(alternative.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }
}
