package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.flows.Priorities.OfPath;
import dev.tutti.flows.Priorities.Wanted;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.locks.LockKey;
import dev.tutti.projects.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PrioritiesTest {

    private static final Priorities SOME = new Priorities(
            Map.of("lead", 10, "bot", -10),
            List.of(
                    new OfPath(PathGlob.parse("db/**").orElseThrow(), 5),
                    new OfPath(PathGlob.parse("db/Schema.sql").orElseThrow(), 20),
                    new OfPath(PathGlob.parse("docs/**").orElseThrow(), -5)));

    @Test
    void theHighestOfAllThatFitCountsEvenWhereItIsLow() {
        assertThat(of("none", "src/f")).isZero();
        assertThat(of("lead", "src/f")).isEqualTo(10);
        assertThat(of("bot", "src/f")).isEqualTo(-10);
        assertThat(of("bot", "docs/f")).isEqualTo(-5);
        assertThat(of("none", "docs/f")).isEqualTo(-5);
        assertThat(of("lead", "db/f")).isEqualTo(10);
        assertThat(of("bot", "db/f")).isEqualTo(5);
        assertThat(of("lead", "db/Schema.sql")).isEqualTo(20);
        assertThat(SOME.of(Optional.empty(), List.of(wanted("db/f", false)))).isEqualTo(5);
    }

    @Test
    void aRoleIsSpelledTheSame() {
        assertThat(of("Lead", "src/f")).isZero();
        assertThat(of("lead ", "src/f")).isZero();
    }

    @Test
    void whoWantsAGlobWantsEveryPathInIt() {
        assertThat(of("none", "d*/**")).isEqualTo(20);
        assertThat(of("none", "db/*.txt")).isEqualTo(5);
        assertThat(of("none", "src/**")).isZero();
    }

    @Test
    void aWishForSeveralPathsHasThePriorityOfTheHighest() {
        assertThat(of("none", "docs/f", "src/f", "db/f")).isEqualTo(5);
        assertThat(of("none", "docs/f", "src/f")).isEqualTo(-5);
    }

    @Test
    void caseCountsWhereTheDiskSaysSo() {
        assertThat(SOME.of(Optional.empty(), List.of(wanted("db/schema.sql", false))))
                .isEqualTo(5);
        assertThat(SOME.of(Optional.empty(), List.of(wanted("db/schema.sql", true))))
                .isEqualTo(20);
    }

    @Test
    void withoutSettingsNobodyGoesFirst() {
        assertThat(Priorities.NONE.of(Optional.of("lead"), List.of(wanted("db/f", false))))
                .isZero();
    }

    private static int of(String role, String... globs) {
        return SOME.of(
                Optional.of(role),
                Stream.of(globs).map(glob -> wanted(glob, false)).toList());
    }

    private static Wanted wanted(String text, boolean folds) {
        Glob glob = ((GlobOutcome.Parsed) Glob.parse(text)).glob();
        return new Wanted(new LockKey(new ProjectId(1), Optional.empty(), text, glob), folds);
    }
}
