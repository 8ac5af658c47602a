package dev.tutti.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void whatFitsExactlyStaysWhole() {
        Budget budget = Budget.ofChars(5);

        assertThat(budget.add("ab")).isTrue();
        assertThat(budget.add("cd")).isTrue();
        assertThat(budget.text()).isEqualTo("ab\ncd");
    }

    @Test
    void aLastLineSaysHowManyWereLeftOut() {
        Budget budget = Budget.ofChars(40);
        IntStream.range(0, 10).forEach(i -> budget.add("line " + i));

        assertThat(budget.lines()).containsExactly("line 0", "line 1", "(8 more lines left out)");
        assertThat(budget.text()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void nothingIsTakenAfterALineThatDidNotFit() {
        Budget budget = Budget.ofChars(60);
        budget.add("first");

        assertThat(budget.add("x".repeat(80))).isFalse();
        assertThat(budget.add("short")).isFalse();
        assertThat(budget.lines()).containsExactly("first", "(2 more lines left out)");
    }

    @Test
    void oneLineLeftOutIsSaidInTheSingular() {
        Budget budget = Budget.ofChars(30);
        budget.add("a");
        budget.add("x".repeat(80));

        assertThat(budget.lines()).containsExactly("a", "(1 more line left out)");
    }

    @Test
    void aFirstLineThatIsTooLongIsCut() {
        Budget alone = Budget.ofChars(5);
        alone.add("🎻🎻🎻🎻");
        Budget followed = Budget.ofChars(30);
        followed.add("x".repeat(80));
        followed.add("y");

        assertThat(alone.lines()).containsExactly("🎻🎻…");
        assertThat(followed.lines()).containsExactly("xxxxxx…", "(1 more line left out)");
    }

    @Test
    void noRoomAtAllGivesNothing() {
        Budget none = Budget.ofChars(0);
        none.add("a");
        Budget negative = Budget.ofChars(-7);
        negative.add("a");

        assertThat(none.lines()).isEmpty();
        assertThat(negative.text()).isEmpty();
    }

    @Test
    void aCostOfTheCallersOwnCounts() {
        Budget doubled = new Budget(10, text -> 2 * text.length());

        assertThat(doubled.add("abcd")).isTrue();
        assertThat(doubled.add("")).isTrue();
        assertThat(doubled.add("")).isFalse();
    }

    @Test
    void everyBoundHoldsForEveryNumberOfLines() {
        for (int max = 0; max < 120; max++) {
            for (int lines = 0; lines < 20; lines++) {
                Budget budget = Budget.ofChars(max);
                IntStream.range(0, lines).forEach(i -> budget.add("line number " + i));

                assertThat(budget.text().length()).isLessThanOrEqualTo(max);
            }
        }
    }
}
