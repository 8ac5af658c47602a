package dev.tutti.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameRulesTest {

    @Test
    void lettersGoFromAOverZToAAAndNoneIsSkippedOrGivenTwice() {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 26 + 26 * 26 + 1; i++) {
            String next = NameRules.nextLetter(taken);
            assertThat(taken.add(next)).isTrue();
            assertThat(next).hasSize(i < 26 ? 1 : i < 26 + 26 * 26 ? 2 : 3).matches("[A-Z]+");
        }
        assertThat(taken).contains("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA");
    }

    @Test
    void theFirstFreeLetterIsGivenAgain() {
        assertThat(NameRules.nextLetter(Set.of("A", "C", "D"))).isEqualTo("B");
    }

    @Test
    void aWishIsTakenAsItIsWhenItIsFreeElseWithTheLowestFreeNumber() {
        assertThat(NameRules.unique("blue", Set.of("green"))).isEqualTo("blue");
        assertThat(NameRules.unique("blue", Set.of("blue"))).isEqualTo("blue-2");
        assertThat(NameRules.unique("blue", Set.of("blue", "blue-2", "blue-4"))).isEqualTo("blue-3");
    }

    @Test
    void aChildIsCalledAfterItsParentWithTheLowestFreeNumber() {
        assertThat(NameRules.child("A", Set.of("A"))).isEqualTo("A.1");
        assertThat(NameRules.child("A", Set.of("A", "A.1", "A.3"))).isEqualTo("A.2");
    }

    @ParameterizedTest
    @CsvSource({"blue,blue", "my name,my-name", "a/b,a-b", "Größe,Größe", "under_score.dot-dash,under_score.dot-dash"})
    void aWishIsPutIntoTheFormOfAName(String wish, String name) {
        assertThat(NameRules.tidy(wish)).contains(name);
    }

    /** "@all" became "-all", which no command that takes a name could be given. */
    @ParameterizedTest
    @CsvSource({"@all,all", "--as,as", "-.x,.x"})
    void aNameBeginsWithNoDash(String wish, String name) {
        assertThat(NameRules.tidy(wish)).contains(name);
    }

    @Test
    void aWishWithoutALetterOrNumberIsNoName() {
        for (String wish : List.of("", " ", "/", "..", "-", ".-.", "\u001b\u202e")) {
            assertThat(NameRules.tidy(wish)).as("\"%s\"", wish).isEmpty();
        }
    }

    @Test
    void aLongWishIsCutAtACharacter() {
        String astral = new StringBuilder().appendCodePoint(0x20000).toString();

        String name = NameRules.tidy(astral.repeat(100)).orElseThrow();

        assertThat(name.codePointCount(0, name.length())).isEqualTo(NameRules.LENGTH_MAX);
        assertThat(name).isEqualTo(astral.repeat(NameRules.LENGTH_MAX));
    }
}
