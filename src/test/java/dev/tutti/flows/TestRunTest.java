package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TestRunTest {

    @Test
    void summariesOfUsualProgramsAreRead() {
        is("pytest -q", "..F.\n=== 1 failed, 12 passed, 2 skipped in 0.34s ===", "pytest", 12, 1);
        is("python -m pytest", "==== 12 passed in 0.34s ====", "pytest", 12, 0);
        is("pytest x.py", "==== 3 failed in 0.34s ====", "pytest", 0, 3);
        is(
                "cargo test",
                "test result: ok. 5 passed; 0 failed; 0 ignored\n\ntest result: FAILED. 3 passed; 2 failed;",
                "cargo test",
                8,
                2);
        is("npm test", "Tests:       1 failed, 2 skipped, 41 passed, 44 total\nSnapshots: 0", "jest", 41, 1);
        is("npx vitest run", " Test Files  1 passed (1)\n      Tests  2 failed | 7 passed (9)", "vitest", 7, 2);
        is(
                "./mvnw -q verify",
                "[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in A\n"
                        + "[ERROR] Tests run: 44, Failures: 1, Errors: 2, Skipped: 3\n",
                "Maven",
                41,
                3);
        is("python3 -m unittest", "Ran 9 tests in 0.01s\n\nFAILED (failures=2)", "unittest", 7, 2);
        is("vendor/bin/phpunit", "OK (9 tests, 20 assertions)", "PHPUnit", 9, 0);
    }

    @Test
    void proseAndOtherCommandsAreNoRun() {
        assertThat(TestRun.of("cat notes.txt", "12 passed, 1 failed")).isEmpty();
        assertThat(TestRun.of("pytest", "collected 0 items")).isEmpty();
        assertThat(TestRun.of("pytest", "")).isEmpty();
    }

    @Test
    void theOthersAreToldWhatHappened() {
        assertThat(new TestRun("jest", 41, 0).draft().topic()).isEqualTo("Tests: all 41 passed (jest)");
        assertThat(new TestRun("jest", 41, 1).draft().topic()).isEqualTo("Tests: 1 of 42 failed (jest)");
    }

    private static void is(String command, String printed, String program, int passed, int failed) {
        assertThat(TestRun.of(command, printed)).as(command).contains(new TestRun(program, passed, failed));
    }
}
