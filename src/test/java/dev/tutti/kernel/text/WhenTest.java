package dev.tutti.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {

    private static final Instant NOW = Instant.parse("2026-11-20T16:53:21.009Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S,now",
        "PT0.999S,now",
        "PT-0.999S,now",
        "PT1S,1 s ago",
        "PT59.9S,59 s ago",
        "PT1M,1 min ago",
        "PT59M59S,59 min ago",
        "PT1H,1 h ago",
        "PT23H59M,23 h ago",
        "P1D,1 d ago",
        "P400D,400 d ago",
        "PT-40S,in 40 s",
        "PT-3M,in 3 min"
    })
    void timesAreSaidInTheirLargestWholeUnit(Duration since, String said) {
        assertThat(When.relative(NOW.minus(since), NOW)).isEqualTo(said);
    }

    @Test
    void theFarthestTimesCanBeSaid() {
        assertThat(When.relative(Instant.EPOCH, NOW)).isEqualTo("20777 d ago");
        assertThat(When.relative(Instant.MIN, Instant.MAX)).endsWith(" d ago");
    }

    @Test
    void absoluteTimesAreUtcWithMilliseconds() {
        assertThat(When.absolute(NOW)).isEqualTo("2026-11-20T16:53:21.009Z");
        assertThat(When.absolute(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
    }
}
