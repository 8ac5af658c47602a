package dev.tutti.kernel.glob;

import static dev.tutti.kernel.glob.Globs.glob;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobIndexTest {

    @Test
    void aPathIsLookedUpUnderItselfAndEveryFolderAboveIt() {
        assertThat(GlobIndex.prefixesOf("src/a/b.ts")).containsExactly("", "src", "src/a", "src/a/b.ts");
        assertThat(GlobIndex.prefixesOf("a")).containsExactly("", "a");
        assertThat(GlobIndex.prefixesOf("")).containsExactly("");
    }

    @Test
    void foldersDeeperThanAnyPatternAreNotLookedUp() {
        String path = "a/".repeat(3_000) + "b";

        List<String> prefixes = GlobIndex.prefixesOf(path);

        assertThat(prefixes).hasSize(GlobIndex.PREFIXES_MAX);
        assertThat(prefixes.getLast()).isEqualTo("a/".repeat(127) + "a");
        assertThat(glob("a/".repeat(127) + "**").matches(path)).isTrue();
        assertThat(prefixes).contains(glob("a/".repeat(127) + "**").folder());
    }

    @Test
    void theRangesOfAPatternAreItsBeginningAndItsFolder() {
        assertThat(GlobIndex.pathsFor(glob("src/a*.ts"))).isEqualTo(new KeyRange("src/a", "src/b"));
        assertThat(GlobIndex.foldersFor(glob("src/a*.ts"))).isEqualTo(new KeyRange("src/", "src0"));
        assertThat(GlobIndex.pathsFor(glob("src/**"))).isEqualTo(new KeyRange("src", "srd"));
    }

    @Test
    void aPatternThatBeginsWithAWildcardIsComparedWithEverything() {
        String last = Character.toString(Character.MAX_CODE_POINT).repeat(63);

        assertThat(holds(GlobIndex.pathsFor(glob("**/*.ts")), "")).isTrue();
        assertThat(holds(GlobIndex.pathsFor(glob("**/*.ts")), last + "/a.ts")).isTrue();
        assertThat(holds(GlobIndex.foldersFor(glob("**/*.ts")), "src")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a\ud7ff", "\ue000", "😀", "a\udbff\udfff", "\udbff\udfff", "\udbff\udfff\udbff\udfff"})
    void theRangeOfAPrefixHoldsWhatBeginsWithItAndNothingElse(String prefix) {
        KeyRange range = KeyRange.startingWith(prefix);

        for (String end : List.of("", "\u0001", "/", "z", "\ud7ff", "\uffff", "😀", "\udbff\udfff")) {
            assertThat(holds(range, prefix + end)).as(end).isTrue();
        }
        for (String other : List.of("", "\u0001", "Z", "b", "zz", "\ud7fe", "\uffff", "😁")) {
            assertThat(holds(range, other)).as(other).isEqualTo(other.startsWith(prefix));
        }
    }

    @Test
    void noOverlapIsMissedBySearchingForAPath() {
        List<String> paths = GlobSamples.paths(6);
        for (Glob pattern : patterns()) {
            for (String path : paths) {
                if (pattern.matches(path) && !GlobIndex.prefixesOf(path).contains(pattern.folder())) {
                    throw new AssertionError(pattern + " is not found for " + path);
                }
                if (pattern.matches(path) && !holds(GlobIndex.pathsFor(pattern), path)) {
                    throw new AssertionError(path + " is not found for " + pattern);
                }
            }
        }
    }

    @Test
    void noOverlapIsMissedBySearchingForAPattern() {
        List<Glob> patterns = patterns();
        for (Glob asked : patterns) {
            List<String> above = GlobIndex.prefixesOf(asked.folder());
            KeyRange below = GlobIndex.foldersFor(asked);
            for (Glob held : patterns) {
                boolean found = above.contains(held.folder()) || holds(below, held.folder());
                if (!found && asked.overlaps(held)) {
                    throw new AssertionError(held + " is not found for " + asked);
                }
            }
        }
    }

    private static List<Glob> patterns() {
        long seed = Long.getLong("tutti.seed", 20_250_916L);
        System.out.println("GlobIndexTest -Dtutti.seed=" + seed);
        TreeSet<String> patterns = new TreeSet<>(GlobSamples.allSmallPatterns());
        patterns.addAll(GlobSamples.drawnPatterns(new Random(seed), 300));
        for (String end : GlobSamples.allSmallPatterns()) {
            if (end.length() <= 2) {
                patterns.addAll(List.of("a/" + end, "a/b/" + end, "{a/b,a/b/" + end + "}"));
            }
        }
        return patterns.stream()
                .map(Globs::glob)
                .filter(glob -> !glob.isLiteral())
                .toList();
    }

    /** As a database compares: by the bytes of UTF-8. */
    private static boolean holds(KeyRange range, String key) {
        byte[] bytes = key.getBytes(UTF_8);
        return Arrays.compareUnsigned(bytes, range.from().getBytes(UTF_8)) >= 0
                && Arrays.compareUnsigned(bytes, range.below().getBytes(UTF_8)) < 0;
    }
}
