package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.testing.HandTicker;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final HandTicker ticker = new HandTicker();
    private final Outage outage = new Outage(ticker);

    @Test
    void everybodyPassesWhileNothingIsWrong() {
        assertPasses();
        outage.failed(new StoreException(Code.BUSY, "a row was held"));
        assertPasses();
        assertThat(outage.reached()).isFalse();
    }

    @Test
    void afterAVainWaitAllAreRefusedAtOnceWithItsReason() {
        assertThat(away()).isTrue();

        assertRefused();
        ticker.pass(Outage.REMEMBERED.minusMillis(1));
        assertRefused();
    }

    @Test
    void thenOneTriesAndTheOthersAreRefusedUntilItKnows() {
        away();
        ticker.pass(Outage.REMEMBERED);

        assertPasses();
        assertRefused();
        assertThat(away()).isFalse();
        ticker.pass(Outage.REMEMBERED.minusMillis(1));
        assertRefused();
    }

    @Test
    void whenThatOneReachesTheServerEverybodyPasses() {
        away();
        ticker.pass(Outage.REMEMBERED);
        assertPasses();

        assertThat(outage.reached()).isTrue();

        assertPasses();
        assertThat(outage.reached()).isFalse();
    }

    @Test
    void aTryThatNeverEndsKeepsNobodyOutForLong() {
        away();
        ticker.pass(Outage.REMEMBERED);
        assertPasses();

        ticker.pass(Outage.REMEMBERED);

        assertPasses();
    }

    private boolean away() {
        return outage.failed(new StoreException(Code.UNREACHABLE, "db.example cannot be reached"));
    }

    private void assertPasses() {
        assertThatCode(outage::pass).doesNotThrowAnyException();
    }

    private void assertRefused() {
        assertThatThrownBy(outage::pass)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
                .hasMessage("db.example cannot be reached");
    }
}
