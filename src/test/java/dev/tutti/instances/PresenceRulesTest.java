package dev.tutti.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.process.Life;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PresenceRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LIVE_FOR = Duration.ofMinutes(5);

    private enum Term {
        NONE,
        RUNNING,
        PASSED
    }

    @Test
    void everyCombinationIsJudgedByProcessThenLeaseThenTurnThenEvents() {
        for (boolean ended : flags()) {
            for (Term term : Term.values()) {
                for (Life life : Life.values()) {
                    for (boolean vouched : flags()) {
                        for (boolean calling : flags()) {
                            for (Turn turn : Turn.values()) {
                                for (Duration quiet : quiets()) {
                                    Instance instance = instance(ended, term, turn, quiet);
                                    Presence judged = PresenceRules.judge(
                                            instance,
                                            new PresenceRules.Evidence(life, vouched, calling),
                                            NOW,
                                            LIVE_FOR);

                                    boolean gone = ended || life == Life.DEAD || term == Term.PASSED;
                                    boolean unsure = !gone && life == Life.UNKNOWN && !vouched;
                                    assertThat(judged == Presence.GONE).isEqualTo(gone);
                                    assertThat(judged == Presence.UNSURE).isEqualTo(unsure);
                                    if (!gone && !unsure) {
                                        assertThat(judged).isEqualTo(ofTurn(turn, quiet, calling));
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static Presence ofTurn(Turn turn, Duration quiet, boolean calling) {
        boolean lately = calling || quiet.compareTo(LIVE_FOR) <= 0;
        return switch (turn) {
            case WAITING -> Presence.WAITING;
            case ENDED, CLEARED -> Presence.IDLE;
            case RUNNING -> lately ? Presence.LIVE : Presence.QUIET;
        };
    }

    /** How long ago the last event was; less than nothing after the clock was set back. */
    private static Duration[] quiets() {
        return new Duration[] {Duration.ofHours(-1), Duration.ZERO, LIVE_FOR, LIVE_FOR.plusMillis(1), Duration.ofDays(3)
        };
    }

    private static boolean[] flags() {
        return new boolean[] {false, true};
    }

    private static Instance instance(boolean ended, Term term, Turn turn, Duration quiet) {
        return new Instance(
                new InstanceId(1),
                "claude-20260101-000000-00000001",
                "A",
                "claude",
                Optional.of("s"),
                Optional.empty(),
                Optional.empty(),
                new ProjectId(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TaskSource.NONE,
                Optional.empty(),
                "/",
                Optional.empty(),
                1,
                turn,
                NOW,
                NOW.minus(quiet),
                NOW,
                switch (term) {
                    case NONE -> Optional.empty();
                    case RUNNING -> Optional.of(NOW.plusMillis(1));
                    case PASSED -> Optional.of(NOW);
                },
                ended ? Optional.of(NOW) : Optional.empty());
    }
}
