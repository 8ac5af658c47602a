package dev.tutti.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.Globs;
import org.junit.jupiter.api.Test;

final class PoolRulesTest {

    /** The guide's own example of a finished "auth.py" ended a claim on another folder, in which that name could lie. */
    @Test
    void aNameThatMayLieAnywhereIsNotTheSameAsAFolder() {
        Glob anywhere = Globs.glob("**/auth.py");

        assertThat(PoolRules.isSamePath(anywhere, Globs.glob("src/visual/**"))).isFalse();
        assertThat(PoolRules.isSamePath(Globs.glob("src/visual/**"), anywhere)).isFalse();
        assertThat(PoolRules.isSamePath(anywhere, Glob.literal("src/auth.py"))).isTrue();
        assertThat(PoolRules.isSamePath(anywhere, Globs.glob("**/auth.py"))).isTrue();
        assertThat(PoolRules.isSamePath(Globs.glob("src/**"), Globs.glob("src/visual/**")))
                .isTrue();
    }
}
