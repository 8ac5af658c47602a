package dev.tutti.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What takes how much room on a terminal. */
final class ColumnsTest {

    private static final List<String> PIECES = List.of(
            "a", "Z", " ", "é", "e\u0301", "漢", "字", "한", "カ", "ｶ", "Ａ", "🎼", "👍🏽", "👩‍💻", "🇮🇹", "…", "\u200d",
            "ß", "م", "न\u094d", "ก\u0e33", "𠀀");

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "plain, 5",
        "ünï, 3",
        "e\u0301a\u0308, 2",
        "漢字, 4",
        "한국어, 6",
        "ｶﾅ, 2",
        "Ａ１, 4",
        "🎼, 2",
        "👍🏽, 2",
        "👩‍💻, 2",
        "🇮🇹🇩🇪, 4",
        "𠀀, 2",
        "a\u200bb, 2",
        "§…, 2",
    })
    void countsColumnsAndNotCharacters(String text, int columns) {
        assertThat(Columns.width(text)).isEqualTo(columns);
    }

    @Test
    void cutsAtTheEndWithoutSplittingWhatIsOneCharacter() {
        assertThat(Columns.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Columns.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Columns.cut("漢字漢字", 6)).isEqualTo("漢字…");
        assertThat(Columns.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
        assertThat(Columns.cut("👩‍💻👩‍💻", 3)).isEqualTo("👩‍💻…");
        assertThat(Columns.cut("漢", 1)).isEqualTo("…");
        assertThat(Columns.cut("ab  cd", 4)).isEqualTo("ab…");
    }

    @Test
    void cutsAtTheFrontWithoutSplittingWhatIsOneCharacter() {
        assertThat(Columns.cutFront("src/main/api.py", 15)).isEqualTo("src/main/api.py");
        assertThat(Columns.cutFront("src/main/api.py", 8)).isEqualTo("…/api.py");
        assertThat(Columns.cutFront("文書/漢字", 6)).isEqualTo("…/漢字");
        assertThat(Columns.cutFront("e\u0301e\u0301e\u0301", 2)).isEqualTo("…e\u0301");
    }

    @Test
    void padsToColumns() {
        assertThat(Columns.padded("漢", 4)).isEqualTo("漢  ");
        assertThat(Columns.padded("long", 2)).isEqualTo("long");
    }

    @Test
    void neverExceedsTheBoundWhateverTheTextIs() {
        Random random = new Random(20261121);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            int bound = 1 + random.nextInt(14);

            for (String cut : List.of(Columns.cut(text.toString(), bound), Columns.cutFront(text.toString(), bound))) {
                assertThat(Columns.width(cut)).as("%s in %d", text, bound).isLessThanOrEqualTo(bound);
            }
        }
    }
}
