package dev.tutti.kernel.glob;

import static dev.tutti.kernel.glob.Globs.glob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts what hostile patterns cost; no clock is asked. */
class GlobCostTest {

    private static final long STATES_MAX = (Glob.LENGTH_MAX + 1L) * (Glob.LENGTH_MAX + 1L);

    /** A path that counts how often one of its characters is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a", "a*", "**/", "**/a/", "*/", "?*", "*?a", "**/*a*/", "[!b]*a", "[ab]/**/"})
    void matchingALongPathCostsAtMostPatternTimesPath(String piece) {
        String pattern = piece.repeat(Glob.LENGTH_MAX / piece.length() - 1) + "b";
        for (String name : List.of("a", "aaaa/", "a/", "ab", "aaaaaaaaaaaaaaab/")) {
            Counted path = new Counted(name.repeat(4_000 / name.length()) + "c");

            glob(pattern).matchesAny(path);

            assertThat(path.looks).as(pattern).isLessThanOrEqualTo(4L * pattern.length() * path.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a", "a*", "**/", "**/a/", "*/", "?*", "*?", "**/*a*/", "[!b]*a", "[ab]/**/"})
    void comparingTwoPatternsCostsAtMostTheProductOfTheirLengths(String piece) {
        Glob first = glob(piece.repeat(Glob.LENGTH_MAX / piece.length() - 1) + "b");
        Glob second = glob(piece.repeat(Glob.LENGTH_MAX / piece.length() - 1) + "c");
        Product product = new Product();

        boolean overlap = first.overlaps(second, product);

        assertThat(overlap).isFalse();
        assertThat(product.steps()).isLessThanOrEqualTo(STATES_MAX);
    }

    @Test
    void alternativesMultiplyTheCostAndNothingElseDoes() {
        String tail = "*a".repeat(110);
        Glob first = glob("{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o}" + tail + "x");
        Glob second = glob("{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o}" + tail + "y");
        Product product = new Product();

        boolean overlap = first.overlaps(second, product);

        assertThat(overlap).isFalse();
        assertThat(product.steps()).isLessThanOrEqualTo(Glob.ALTERNATIVES_MAX * Glob.ALTERNATIVES_MAX * STATES_MAX);
    }

    @Test
    void literalPathsAndPatternsWithOtherBeginningsAreToldApartWithoutAStep() {
        Product product = new Product();

        glob("src/**").overlaps(glob("test/**"), product);
        glob("src/**").overlaps(Glob.literal("src/a"), product);
        Glob.literal("a").overlaps(Glob.literal("b"), product);

        assertThat(product.steps()).isZero();
    }
}
