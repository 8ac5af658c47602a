package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.pool.PoolAction;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BuildRunTest {

    @Test
    void whatUsualProgramsSayAtTheirEndIsRead() {
        is("./mvnw -B package", "[INFO] -----\n[INFO] BUILD SUCCESS\n[INFO] -----", "Maven", true);
        is("mvn compile", "[ERROR] x.java:[1,2]\n[INFO] BUILD FAILURE\n", "Maven", false);
        is("./gradlew assemble", "BUILD SUCCESSFUL in 3s\n7 actionable tasks", "Gradle", true);
        is("gradle build", "FAILURE: Build failed with an exception.\n\nBUILD FAILED in 2s", "Gradle", false);
        is("cargo build --release", "    Finished `release` profile [optimized] target(s) in 2.1s", "cargo", true);
        is("cargo check", "error[E0308]: x\nerror: could not compile `a` (lib) due to 1 error", "cargo", false);
        is("npm run build", "\u2713 built in 1.52s", "vite", true);
        is("npx vite build", "error during build:\nRollupError", "vite", false);
        is("yarn build", "webpack 5.90.1 compiled successfully in 901 ms", "webpack", true);
        is("yarn build", "webpack 5.90.1 compiled with 2 errors in 901 ms", "webpack", false);
        is("npx tsc --noEmit", "src/a.ts:1:1 - error TS1\n\nFound 3 errors in 2 files.", "tsc", false);
        is("npm run build", "npm ERR! code ELIFECYCLE\nnpm ERR! errno 2", "npm", false);
        is("go build ./...", "# example.com/a\n./main.go:3:2: undefined: x", "go", false);
        is("make -j4", "make: *** [Makefile:3: all] Error 2", "make", false);
    }

    @Test
    void proseOtherCommandsAndSilenceAreNoBuild() {
        assertThat(BuildRun.of("cat notes.txt", "BUILD SUCCESSFUL in 3s")).isEmpty();
        assertThat(BuildRun.of("mvn -v", "we had a BUILD SUCCESS yesterday")).isEmpty();
        assertThat(BuildRun.of("grep -r x .", "[INFO] BUILD FAILURE")).isEmpty();
        assertThat(BuildRun.of("npm test", "it built in 3s, they say")).isEmpty();
        assertThat(BuildRun.of("go build ./...", "")).isEmpty();
        assertThat(BuildRun.of("make", "make: Nothing to be done for 'all'.")).isEmpty();
    }

    @Test
    void aFailureCountsWhereSeveralModulesWereBuilt() {
        is("mvn a && mvn b", "[INFO] BUILD SUCCESS\n[INFO] BUILD FAILURE", "Maven", false);
        assertThat(new BuildRun("Maven", false).draft().action()).isEqualTo(PoolAction.SIGNALING);
        assertThat(new BuildRun("Maven", true).draft().topic()).isEqualTo("Build: succeeded (Maven)");
    }

    private static void is(String command, String printed, String program, boolean succeeded) {
        assertThat(BuildRun.of(command, printed)).as(command).isEqualTo(Optional.of(new BuildRun(program, succeeded)));
    }
}
