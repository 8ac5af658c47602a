package dev.tutti.kernel.glob;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name with wildcards, character by character. Immutable. */
final class Steps {

    private final CodeSet[] sets;
    private final boolean[] repeated;

    private Steps(CodeSet[] sets, boolean[] repeated) {
        this.sets = sets;
        this.repeated = repeated;
    }

    static Steps of(List<GlobNode> nodes) {
        CodeSet[] sets = new CodeSet[nodes.size()];
        boolean[] repeated = new boolean[sets.length];
        for (int i = 0; i < sets.length; i++) {
            sets[i] = switch (nodes.get(i)) {
                case GlobNode.Point(int point) -> CodeSet.of(point);
                case GlobNode.OneOf(CodeSet set) -> set;
                case GlobNode.Star() -> CodeSet.ANY;
                case GlobNode.Slash(), GlobNode.Choice(var _) ->
                    throw new IllegalArgumentException("not a piece of a name: " + nodes.get(i));
            };
            repeated[i] = nodes.get(i) instanceof GlobNode.Star;
        }
        return new Steps(sets, repeated);
    }

    /** The longest text that every match begins with. */
    String literalPrefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < sets.length && !repeated[i] && sets[i].isSingle(); i++) {
            prefix.appendCodePoint(sets[i].ranges().getFirst().from());
        }
        return prefix.toString();
    }

    /**
     * Whether the characters of {@code path} from {@code from} up to {@code to} match.
     *
     * <p>Takes the shortest stretch for each star and, on a mismatch, lengthens only the last one: an earlier star need not
     * grow, since the last can take whatever follows. So at most (steps × characters) are looked at, without allocation.
     */
    boolean matches(CharSequence path, int from, int to) {
        int step = 0;
        int at = from;
        int starStep = -1;
        int starAt = from;
        while (at < to) {
            int point = Character.codePointAt(path, at);
            if (step < sets.length && repeated[step]) {
                starStep = step++;
                starAt = at;
            } else if (step < sets.length && sets[step].contains(point)) {
                step++;
                at += Character.charCount(point);
            } else if (starStep >= 0) {
                starAt += Character.charCount(Character.codePointAt(path, starAt));
                at = starAt;
                step = starStep + 1;
            } else {
                return false;
            }
        }
        while (step < sets.length && repeated[step]) {
            step++;
        }
        return step == sets.length;
    }

    /** See {@link Glob#expression}; a name is never empty. */
    String expression() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sets.length; i++) {
            if (repeated[i]) {
                out.append(sets.length == 1 ? "[^/]+" : Expression.anyName());
            } else if (sets[i].isSingle()) {
                out.append(Expression.literal(
                        Character.toString(sets[i].ranges().getFirst().from())));
            } else {
                out.append(Expression.oneOf(sets[i]));
            }
        }
        return out.toString();
    }

    /** Whether some name matches both. */
    boolean meets(Steps other, Product product) {
        return product.meets(repeated, other.repeated, (mine, theirs) -> sets[mine].meets(other.sets[theirs]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Steps steps
                && Arrays.equals(sets, steps.sets)
                && Arrays.equals(repeated, steps.repeated);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sets) + java.util.Arrays.hashCode(repeated);
    }
}
