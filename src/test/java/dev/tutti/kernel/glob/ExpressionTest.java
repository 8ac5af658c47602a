package dev.tutti.kernel.glob;

import static dev.tutti.kernel.glob.Globs.glob;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.ProcessRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell makes of a glob's expression, compared with the glob itself. */
final class ExpressionTest {

    /** Reads pairs of lines, expression and path, and says of each whether they match. From a pipe it would read byte by byte. */
    private static final String SHELL = """
            exec <"$1"
            while IFS= read -r expression && IFS= read -r path; do
              printf -v expression %b "$expression"
              printf -v path %b "$path"
              [[ $path =~ $expression ]] && printf y || printf n
            done
            """;

    @TempDir
    private Path folder;

    private record Pair(Glob glob, String path) {}

    @Test
    void everySmallPatternMatchesTheSamePaths() {
        assertTheShellAgrees(GlobSamples.allSmallPatterns(), GlobSamples.paths(5));
    }

    @Test
    void drawnPatternsWithBracesMatchTheSamePaths() {
        assertTheShellAgrees(GlobSamples.drawnPatterns(new Random(7), 200), GlobSamples.paths(5));
    }

    @Test
    void whatIsSpecialInAnExpressionStandsForItself() {
        List<String> names = List.of(
                ".", "..a", "a.b", "aXb", "a+b", "aab", "(a)", "a|b", "^a", "a$", "[a]", "{a}", "a\\b", "a*b", "a?b",
                "a\nb", "a\tb", " ", "-", "~", "!", "]", "[", "^", "a-b");
        List<String> literal = names.stream().map(Glob::escape).toList();
        List<String> classes =
                List.of("[.]", "[]a]", "[^]]", "[!^-]", "[a-]", "[+-\\]]", "[!-~]", "[\\[\\]^\\-\\\\]", "a[!b]b");

        assertTheShellAgrees(readable(literal), names);
        assertTheShellAgrees(readable(classes), names);
    }

    @Test
    void aCharacterIsOneHoweverManyBytesItHas() {
        List<String> names = List.of(
                "a",
                "\u007f",
                "\u0080",
                "\u00e9",
                "\u07ff",
                "\u0800",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "\ud800\udc00",
                "\ud83c\udfb5",
                "\udbff\udfff",
                "e\u0301",
                "\u00e9\u00e9",
                "\u65e5\u672c");
        List<String> patterns = List.of(
                "?",
                "??",
                "[!a]",
                "[\u00e0-\u00ff]",
                "[!\u00e0-\u00ff]",
                "[a-\u65e5]",
                "[\u0700-\u0900]",
                "[\ud7ff-\ue000]",
                "[\uff00-\ud83c\udfb5]",
                "*\u00e9",
                "\u65e5*",
                "[\u0080-\udbff\udfff]");

        assertTheShellAgrees(patterns, names);
    }

    /** Ranges that begin and end anywhere, each asked about the characters around its ends. */
    @Test
    void everyRangeOfCharactersIsCutWithoutAGap() {
        Random random = new Random(11);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int a = character(random);
            int b = character(random);
            Glob range =
                    glob("x[" + Character.toString(Math.min(a, b)) + "-" + Character.toString(Math.max(a, b)) + "]");
            for (int end : new int[] {a, b}) {
                for (int near = end - 1; near <= end + 1; near++) {
                    if (isCharacter(near)) {
                        pairs.add(new Pair(range, "x" + Character.toString(near)));
                    }
                }
            }
            pairs.add(new Pair(range, "x" + Character.toString(character(random))));
        }

        assertTheShellAgrees(pairs);
    }

    private static int character(Random random) {
        int[] bounds = {0x7f, 0x7ff, 0xffff, Character.MAX_CODE_POINT};
        while (true) {
            int bound = bounds[random.nextInt(bounds.length)];
            int drawn = random.nextInt(4) == 0 ? bound - random.nextInt(3) : random.nextInt(bound + 1);
            boolean plain = drawn >= 0x80 || Character.isLetterOrDigit(drawn);
            if (isCharacter(drawn) && plain) {
                return drawn;
            }
        }
    }

    private static boolean isCharacter(int drawn) {
        boolean surrogate = drawn >= Character.MIN_SURROGATE && drawn <= Character.MAX_SURROGATE;
        return drawn > 0 && drawn <= Character.MAX_CODE_POINT && !surrogate && drawn != '/';
    }

    private static List<String> readable(List<String> patterns) {
        return patterns.stream()
                .filter(pattern -> Glob.parse(pattern) instanceof GlobOutcome.Parsed)
                .toList();
    }

    private Path written(String lines) {
        try {
            return Files.writeString(folder.resolve("pairs"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertTheShellAgrees(Collection<String> patterns, List<String> paths) {
        List<Pair> pairs = new ArrayList<>();
        for (String pattern : patterns) {
            paths.forEach(path -> pairs.add(new Pair(glob(pattern), path)));
        }
        assertTheShellAgrees(pairs);
    }

    private void assertTheShellAgrees(List<Pair> pairs) {
        assertThat(pairs).isNotEmpty();
        StringBuilder lines = new StringBuilder();
        for (Pair pair : pairs) {
            lines.append(escaped(pair.glob.expression())).append('\n');
            lines.append(escaped(new String(pair.path.getBytes(UTF_8), ISO_8859_1)))
                    .append('\n');
        }
        String answers = ProcessRun.of(
                        "/bin/bash",
                        "-c",
                        SHELL,
                        "bash",
                        written(lines.toString()).toString())
                .with("LC_ALL", "C")
                .run()
                .orThrow()
                .outText();
        assertThat(answers).hasSize(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (pair.glob.matches(pair.path) != (answers.charAt(i) == 'y')) {
                throw new AssertionError(pair.glob + " on " + pair.path + ": the shell says " + answers.charAt(i)
                        + " by " + escaped(pair.glob.expression()));
            }
        }
    }

    private static String escaped(String bytes) {
        StringBuilder out = new StringBuilder();
        for (char c : bytes.toCharArray()) {
            out.append(c > ' ' && c < 0x7f && c != '\\' ? "" + c : String.format(Locale.ROOT, "\\0%03o", (int) c));
        }
        return out.toString();
    }
}
