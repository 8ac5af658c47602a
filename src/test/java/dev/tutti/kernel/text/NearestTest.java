package dev.tutti.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mistyped word may have been. */
final class NearestTest {

    private static final List<String> WORDS =
            List.of("status", "instances", "lock", "logs", "ps", "up", "--watch", "--wait", "formatter", "A", "B");

    @ParameterizedTest
    @CsvSource({
        "stauts, status",
        "statsu, status",
        "Status, status",
        "locks, lock",
        "lok, lock",
        "--wacth, --watch",
        "--wiat, --wait",
        "inst, instances",
        "form, formatter",
        "pss, ps",
        "a, A",
    })
    void isTheWordWithTheFewestWrongLettersOrTheOnlyOneThatBeginsSo(String typed, String meant) {
        assertThat(Nearest.of(typed, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"entirely", "C", "x", "''", "zz", "--w", "in"})
    void isNoneWhenNothingIsNear(String typed) {
        assertThat(Nearest.of(typed, WORDS)).isEmpty();
        assertThat(Nearest.guess(typed, WORDS)).isEmpty();
    }

    @Test
    void asksForIt() {
        assertThat(Nearest.guess("stauts", WORDS)).isEqualTo("did you mean status? ");
    }

    @Test
    void aVeryLongWordCostsNothing() {
        assertThat(Nearest.of("x".repeat(1_000_000), WORDS)).isEmpty();
    }
}
