package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.testing.HandTicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExpiryRuleTest {

    private static final Duration LIMIT = Duration.ofHours(3);

    private final HandTicker ticker = new HandTicker();
    private final Activity activity = new Activity(ticker);
    private final AtomicInteger live = new AtomicInteger();

    @Test
    void nobodyAskingAndNobodyLivingForLongIsAReason() {
        ExpiryRule rule = ExpiryRule.idle(LIMIT, activity::idle, live::get);

        ticker.pass(LIMIT.minusNanos(1));
        assertThat(rule.holds()).isEmpty();
        ticker.pass(Duration.ofNanos(1));

        assertThat(rule.holds())
                .contains(new StopReason(StopCause.IDLE, "nothing asked for 180 minutes and no instance lives"));
    }

    @Test
    void aQuietLiveInstanceKeepsItHere() {
        ExpiryRule rule = ExpiryRule.idle(LIMIT, activity::idle, live::get);
        live.set(1);

        ticker.pass(Duration.ofDays(9));

        assertThat(rule.holds()).isEmpty();
    }

    @Test
    void aRequestStartsTheTimeAnewAndInstancesAreNotCountedBeforeItIsOver() {
        ExpiryRule rule = ExpiryRule.idle(LIMIT, activity::idle, () -> {
            throw new AssertionError("not asked while there is activity");
        });
        ticker.pass(LIMIT.minusSeconds(1));

        activity.note();
        ticker.pass(Duration.ofSeconds(2));

        assertThat(rule.holds()).isEmpty();
    }

    @Test
    void aLostHomeOrStateFileIsAReasonAndTheFirstRuleThatHoldsCounts() {
        ExpiryRule both =
                ExpiryRule.firstOf(List.of(ExpiryRule.homeGone(() -> false), ExpiryRule.stateLost(() -> false)));
        ExpiryRule second =
                ExpiryRule.firstOf(List.of(ExpiryRule.homeGone(() -> true), ExpiryRule.stateLost(() -> false)));
        ExpiryRule none =
                ExpiryRule.firstOf(List.of(ExpiryRule.homeGone(() -> true), ExpiryRule.stateLost(() -> true)));

        assertThat(both.holds()).contains(new StopReason(StopCause.HOME_LOST, "its home was removed"));
        assertThat(second.holds())
                .map(StopReason::text)
                .hasValueSatisfying(text -> assertThat(text).contains("run/daemon"));
        assertThat(none.holds()).isEmpty();
    }

    @Test
    void onlyAHigherReleaseReplaces() {
        assertThat(replaces("0.1.0", "0.2.0")).isTrue();
        assertThat(replaces("0.9.0", "0.10.0")).isTrue();
        assertThat(replaces("1.0", "1.0.1")).isTrue();
        assertThat(replaces("0.1.0", "0.1.0")).isFalse();
        assertThat(replaces("1.0", "1.0.0")).isFalse();
        assertThat(replaces("0.2.0", "0.1.9")).isFalse();
    }

    @Test
    void developmentBuildsAndUnreadableVersionsNeverReplaceNorAreReplaced() {
        assertThat(replaces("0.1.0-SNAPSHOT", "0.2.0-SNAPSHOT")).isFalse();
        assertThat(replaces("0.1.0-SNAPSHOT", "9.0.0")).isFalse();
        assertThat(replaces("0.1.0", "9.0.0-SNAPSHOT")).isFalse();
        assertThat(replaces("0.1.0", "next")).isFalse();
        assertThat(replaces("0.1.0", "9".repeat(60))).isFalse();
    }

    private static boolean replaces(String running, String other) {
        return Succession.mayReplace(new Build(running, "b1"), new Build(other, "b2"));
    }
}
