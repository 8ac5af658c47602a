package dev.tutti.kernel.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@OnBothStores
final class HostLeasesTest {

    private final StoreFixture fixture;
    private final HostLeases leases = new HostLeases(Duration.ofMinutes(10));

    HostLeasesTest(StoreFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void aLeaseLapsesAtTheEndOfItsTermAndComesBackWhenItIsRenewed() {
        long host = enter("home", "daemon-1");
        fixture.ticker().pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(lapsed(host)).isFalse();

        fixture.ticker().pass(Duration.ofMillis(1));
        assertThat(lapsed(host)).isTrue();

        assertThat(renew(host, "daemon-1")).isTrue();
        assertThat(lapsed(host)).isFalse();
    }

    @Test
    void thePlaceKeepsItsKeyWhicheverDaemonServesItAndTheOustedOneNoLongerVouches() {
        long first = enter("home", "daemon-1");
        long second = enter("home", "daemon-2");
        long other = enter("elsewhere", "daemon-3");

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(renew(first, "daemon-1")).isFalse();
        assertThat(renew(first, "daemon-2")).isTrue();
    }

    @Test
    void aDaemonThatKnowsItIsItselfVouchesWithoutItsName() {
        long host = enter("home", "daemon-1");
        fixture.ticker().pass(Duration.ofHours(1));

        fixture.store().write(tx -> {
            leases.extend(tx, host);
            return host;
        });

        assertThat(lapsed(host)).isFalse();
    }

    @Test
    void whatNeverWasIsLapsed() {
        assertThat(lapsed(99)).isTrue();
        Instant never = fixture.store().read(tx -> leases.expiresAt(tx, 99));
        assertThat(never).isEqualTo(Instant.EPOCH);
    }

    private long enter(String home, String daemon) {
        return fixture.store().write(tx -> leases.enter(tx, "machine-1", home, daemon));
    }

    private boolean renew(long host, String daemon) {
        return fixture.store().write(tx -> leases.renew(tx, host, daemon));
    }

    private boolean lapsed(long host) {
        return fixture.store().read(tx -> leases.hasLapsed(tx, host));
    }
}
