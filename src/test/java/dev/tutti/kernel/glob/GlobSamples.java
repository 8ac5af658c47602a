package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Small patterns and all short paths over the same alphabet, for comparing with brute force.
 *
 * <p>Two patterns that overlap at all share a path that is at most one character longer than their {@link #weight weights}
 * together: each character of a shortest one meets a piece of at least one of them that is no star, or is the only one of a
 * name that is a star in both, and then a separator or the path's end follows it.
 */
final class GlobSamples {

    private static final String[] PIECES = {"a", "b", "*", "?", "/", "**", "[!a]", "[ab]"};

    private GlobSamples() {}

    /** Every path of at most {@code lengthMax} characters over a, b and the separator. */
    static List<String> paths(int lengthMax) {
        List<String> paths = new ArrayList<>();
        List<String> ends = List.of("");
        for (int length = 0; length < lengthMax; length++) {
            List<String> longer = new ArrayList<>();
            for (String start : ends) {
                longer.add(start + "a");
                longer.add(start + "b");
                if (!start.isEmpty() && !start.endsWith("/")) {
                    longer.add(start + "/");
                }
            }
            longer.stream().filter(path -> !path.endsWith("/")).forEach(paths::add);
            ends = longer;
        }
        return paths;
    }

    /** How many characters or separators {@code pattern} asks for. */
    static int weight(String pattern) {
        return pattern.replaceAll("\\[[^]]*]", "a").replaceAll("[*{},]", "").length();
    }

    /** Every readable pattern of one to three pieces. */
    static Set<String> allSmallPatterns() {
        Set<String> patterns = new TreeSet<>();
        List<String> ends = List.of("");
        for (int length = 0; length < 3; length++) {
            List<String> longer = new ArrayList<>();
            for (String start : ends) {
                for (String piece : PIECES) {
                    longer.add(start + piece);
                }
            }
            patterns.addAll(longer);
            ends = longer;
        }
        patterns.removeIf(pattern -> Glob.parse(pattern) instanceof GlobOutcome.Malformed);
        return patterns;
    }

    /** {@code count} readable patterns of four to seven pieces, braces among them. */
    static Set<String> drawnPatterns(Random random, int count) {
        Set<String> patterns = new TreeSet<>();
        while (patterns.size() < count) {
            String pattern = drawn(random, 4 + random.nextInt(4));
            if (random.nextInt(3) == 0) {
                pattern = drawn(random, 2) + "{" + drawn(random, random.nextInt(3)) + "," + drawn(random, 2) + "}"
                        + drawn(random, random.nextInt(3));
            }
            if (Glob.parse(pattern) instanceof GlobOutcome.Parsed) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    private static String drawn(Random random, int pieces) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            pattern.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return pattern.toString();
    }
}
