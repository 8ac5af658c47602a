package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The characters (code points) that one place of a pattern accepts; never the separator. Immutable. */
final class CodeSet {

    /** Both ends belong to the range. */
    record Range(int from, int to) implements Comparable<Range> {
        @Override
        public int compareTo(Range other) {
            return Integer.compare(from, other.from);
        }
    }

    private static final int SEPARATOR = '/';

    /** Every character that can stand in a name. */
    static final CodeSet ANY = not(List.of());

    /** Sorted, disjoint and not touching, so that equal sets have equal ranges. */
    private final List<Range> ranges;

    private CodeSet(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    static CodeSet of(int codePoint) {
        return new CodeSet(List.of(new Range(codePoint, codePoint)));
    }

    /** The union of {@code ranges}, without the separator. */
    static CodeSet of(List<Range> ranges) {
        return not(not(ranges).ranges);
    }

    /** Everything that is in none of {@code ranges}, without the separator. */
    static CodeSet not(List<Range> ranges) {
        List<Range> holes = new ArrayList<>(ranges);
        holes.add(new Range(SEPARATOR, SEPARATOR));
        Range[] sorted = holes.toArray(Range[]::new);
        Arrays.sort(sorted);

        List<Range> rest = new ArrayList<>();
        int next = 0;
        for (Range hole : sorted) {
            if (hole.from() > next) {
                rest.add(new Range(next, hole.from() - 1));
            }
            next = Math.max(next, hole.to() + 1);
        }
        if (next <= Character.MAX_CODE_POINT) {
            rest.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CodeSet(rest);
    }

    CodeSet complement() {
        return not(ranges);
    }

    List<Range> ranges() {
        return ranges;
    }

    boolean isSingle() {
        return ranges.size() == 1
                && ranges.getFirst().from() == ranges.getFirst().to();
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            if (codePoint <= range.to()) {
                return codePoint >= range.from();
            }
        }
        return false;
    }

    /** Whether some character is in both. */
    boolean meets(CodeSet other) {
        int mine = 0;
        int theirs = 0;
        while (mine < ranges.size() && theirs < other.ranges.size()) {
            Range a = ranges.get(mine);
            Range b = other.ranges.get(theirs);
            if (a.to() < b.from()) {
                mine++;
            } else if (b.to() < a.from()) {
                theirs++;
            } else {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodeSet set && ranges.equals(set.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }
}
