package dev.tutti.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LineDiffTest {

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@");

    @Test
    void equalTextsHaveNoDifference() {
        assertThat(LineDiff.between("a\n", "a\n", "x", "y")).isEmpty();
    }

    @Test
    void showsThreeLinesAroundAChange() {
        assertThat(LineDiff.between("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nnew\n5\n6\n7\n8\n9\n", "a/f", "b/f"))
                .isEqualTo("""
                        --- a/f
                        +++ b/f
                        @@ -2,6 +2,7 @@
                         2
                         3
                         4
                        +new
                         5
                         6
                         7
                        """);
    }

    @Test
    void showsANewFileWhole() {
        assertThat(LineDiff.between("", "{\n}\n", "/dev/null", "f"))
                .isEqualTo("--- /dev/null\n+++ f\n@@ -0,0 +1,2 @@\n+{\n+}\n");
    }

    @Test
    void saysWhenTheLastLineHasNoEnd() {
        assertThat(LineDiff.between("{}", "{\n}\n", "f", "f"))
                .isEqualTo("--- f\n+++ f\n@@ -1 +1,2 @@\n-{}\n\\ No newline at end of file\n+{\n+}\n");
    }

    @Test
    void changesFarApartAreHunksOfTheirOwn() {
        String middle = "m\n".repeat(20);

        assertThat(LineDiff.between("a\n" + middle + "b\n", "A\n" + middle + "B\n", "f", "f"))
                .containsPattern("(?s)@@ -1,4 \\+1,4 @@.*@@ -19,4 \\+19,4 @@");
    }

    @Test
    void whatWouldSteerATerminalIsMadeHarmless() {
        assertThat(LineDiff.between("", "// \u001B[31m\u202Ered\tx\r\n", "f", "f"))
                .contains("+// ?[31m?red\tx\n");
    }

    @Test
    void tooLargeADifferenceIsShownAsReplacedWhole() {
        String before = "a\n".repeat(3000);
        String after = "b\n".repeat(3000);

        assertThat(LineDiff.between(before, after, "f", "f")).contains("@@ -1,3000 +1,3000 @@");
    }

    @Test
    void anyDifferenceLeadsFromOneTextToTheOther() {
        Random random = new Random(20_262);
        for (int i = 0; i < 2_000; i++) {
            List<String> before = lines(random);
            List<String> after = new ArrayList<>(before);
            for (int times = random.nextInt(5); times >= 0; times--) {
                if (!after.isEmpty() && random.nextBoolean()) {
                    after.remove(random.nextInt(after.size()));
                } else {
                    after.add(random.nextInt(after.size() + 1), "n" + random.nextInt(3));
                }
            }

            String diff = LineDiff.between(text(before), text(after), "f", "f");

            assertThat(patched(before, diff)).as(diff).isEqualTo(after);
        }
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            lines.add("l" + random.nextInt(4));
        }
        return lines;
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** What a patch program makes of it, with the counts and the context checked. */
    private static List<String> patched(List<String> before, String diff) {
        List<String> result = new ArrayList<>();
        int at = 0;
        for (String line : diff.lines().skip(2).toList()) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                int start = Integer.parseInt(hunk.group(1)) - ("0".equals(hunk.group(2)) ? 0 : 1);
                while (at < start) {
                    result.add(before.get(at++));
                }
                assertThat(result).hasSize(Integer.parseInt(hunk.group(3)) - ("0".equals(hunk.group(4)) ? 0 : 1));
            } else if (line.startsWith("+")) {
                result.add(line.substring(1));
            } else {
                assertThat(before.get(at)).isEqualTo(line.substring(1));
                at++;
                if (line.startsWith(" ")) {
                    result.add(line.substring(1));
                }
            }
        }
        result.addAll(before.subList(at, before.size()));
        return result;
    }
}
