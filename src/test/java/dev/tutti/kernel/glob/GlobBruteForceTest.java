package dev.tutti.kernel.glob;

import static dev.tutti.kernel.glob.Globs.glob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares the globs with the plain meaning of their words: lists of paths. */
class GlobBruteForceTest {

    private record Sample(Glob glob, int weight, BitSet matched) {}

    @Test
    void everySmallPatternMatchesWhatItsMeaningSays() {
        assertMatchesLikeTheNaiveReading(GlobSamples.allSmallPatterns(), GlobSamples.paths(6));
    }

    @Test
    void drawnPatternsMatchWhatTheirMeaningSays() {
        assertMatchesLikeTheNaiveReading(GlobSamples.drawnPatterns(seeded(), 300), GlobSamples.paths(6));
    }

    @Test
    void everyPairOfSmallPatternsOverlapsExactlyWhenSomePathIsInBoth() {
        assertOverlapIsExact(GlobSamples.allSmallPatterns(), 7);
    }

    @Test
    void drawnPairsOverlapExactlyWhenSomePathIsInBoth() {
        assertOverlapIsExact(GlobSamples.drawnPatterns(seeded(), 300), 9);
    }

    @Test
    void everyTextFormMatchesTheSameAsItsPattern() {
        List<String> paths = GlobSamples.paths(6);

        for (String pattern : GlobSamples.drawnPatterns(seeded(), 400)) {
            Glob again = glob(glob(pattern).text());

            assertThat(again.text()).as(pattern).isEqualTo(glob(pattern).text());
            assertThat(matched(again, paths)).as(pattern).isEqualTo(matched(glob(pattern), paths));
        }
    }

    private static void assertMatchesLikeTheNaiveReading(Set<String> patterns, List<String> paths) {
        for (String pattern : patterns) {
            Glob glob = glob(pattern);
            NaiveGlob naive = new NaiveGlob(pattern);
            for (String path : paths) {
                if (glob.matches(path) != naive.matches(path)) {
                    throw new AssertionError(pattern + " on " + path + ": naive says " + naive.matches(path));
                }
            }
        }
    }

    private static void assertOverlapIsExact(Set<String> patterns, int pathLengthMax) {
        List<String> paths = GlobSamples.paths(pathLengthMax);
        List<Sample> samples = patterns.stream()
                .map(pattern -> new Sample(glob(pattern), GlobSamples.weight(pattern), matched(glob(pattern), paths)))
                .toList();
        for (Sample first : samples) {
            for (Sample second : samples) {
                if (first.weight + second.weight >= pathLengthMax) {
                    continue;
                }
                boolean shared = first.matched.intersects(second.matched);
                if (first.glob.overlaps(second.glob) != shared) {
                    throw new AssertionError(first.glob + " and " + second.glob + " share a path: " + shared);
                }
            }
        }
    }

    private static BitSet matched(Glob glob, List<String> paths) {
        BitSet matched = new BitSet(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            matched.set(i, glob.matches(paths.get(i)));
        }
        return matched;
    }

    private static Random seeded() {
        long seed = Long.getLong("tutti.seed", 20_250_916L);
        System.out.println("GlobBruteForceTest -Dtutti.seed=" + seed);
        return new Random(seed);
    }
}
