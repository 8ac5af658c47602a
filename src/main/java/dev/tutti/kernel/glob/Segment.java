package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.List;

/** What stands between two separators of a pattern without braces. */
sealed interface Segment {

    /** {@code **}: zero or more whole segments. */
    record Deep() implements Segment {}

    /** A name that stands for itself. */
    record Exact(String name) implements Segment {}

    /** A name with at least one wildcard. */
    record Wild(Steps steps) implements Segment {}

    GlobNode STAR = new GlobNode.Star();

    /**
     * Cuts nodes at their separators. Segments that are empty or {@code .} fall away; a separator at the end becomes
     * {@code **}.
     */
    static List<List<GlobNode>> split(List<GlobNode> nodes) {
        List<List<GlobNode>> segments = new ArrayList<>();
        List<GlobNode> segment = new ArrayList<>();
        for (GlobNode node : nodes) {
            if (node instanceof GlobNode.Slash) {
                addNamed(segments, segment);
                segment = new ArrayList<>();
            } else {
                segment.add(node);
            }
        }
        addNamed(segments, segment);
        if (!nodes.isEmpty() && nodes.getLast() instanceof GlobNode.Slash) {
            segments.add(List.of(STAR, STAR));
        }
        return segments;
    }

    private static void addNamed(List<List<GlobNode>> segments, List<GlobNode> segment) {
        if (!segment.isEmpty() && !segment.equals(List.of(new GlobNode.Point('.')))) {
            segments.add(segment);
        }
    }

    /** Turns runs of stars into one, except where they are the two that make {@code **}, or next to braces. */
    static List<GlobNode> shortened(List<GlobNode> segment) {
        if (isDeep(segment) || segment.stream().anyMatch(GlobNode.Choice.class::isInstance)) {
            return segment;
        }
        List<GlobNode> shorter = new ArrayList<>();
        for (GlobNode node : segment) {
            if (!node.equals(STAR) || shorter.isEmpty() || !shorter.getLast().equals(STAR)) {
                shorter.add(node);
            }
        }
        return shorter;
    }

    /** The segment that {@code nodes}, without braces and separators, stand for. */
    static Segment of(List<GlobNode> nodes) {
        if (isDeep(nodes)) {
            return new Deep();
        }
        StringBuilder name = new StringBuilder();
        for (GlobNode node : nodes) {
            if (!(node instanceof GlobNode.Point(int point))) {
                return new Wild(Steps.of(shortened(nodes)));
            }
            name.appendCodePoint(point);
        }
        if (name.toString().equals("..")) {
            throw new GlobFault("the segment .. leads upwards; give the path from the project's folder");
        }
        return new Exact(name.toString());
    }

    private static boolean isDeep(List<GlobNode> segment) {
        return segment.equals(List.of(STAR, STAR));
    }
}
