package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.pool.Origin;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of tests, as its program summed it up. Read from the command and the end of what it printed, never from prose; a program
 * whose summary is not known is no run.
 *
 * @param program what ran them
 */
record TestRun(String program, int passed, int failed) {

    private static final String NUMBER = "(\\d{1,7})";

    /** A program, how it is called, and its summary: the named groups are added up over all places where it stands. */
    private record Kind(String program, Pattern command, Pattern summary) {}

    private static final List<Kind> KINDS = List.of(
            kind(
                    "pytest",
                    "\\bpytest\\b",
                    "(?:(?<failed>" + NUMBER + ") failed, )?(?<passed>" + NUMBER + ") passed\\b"),
            kind("pytest", "\\bpytest\\b", "=+ (?<failed>" + NUMBER + ") failed in "),
            kind(
                    "cargo test",
                    "\\bcargo\\s+(?:test|nextest)\\b",
                    "test result: \\w+\\. (?<passed>" + NUMBER + ") passed; (?<failed>" + NUMBER + ") failed"),
            kind(
                    "jest",
                    "\\b(?:jest|npm|yarn|pnpm|npx|bun)\\b",
                    "(?m)^Tests:\\s+(?:(?<failed>" + NUMBER + ") failed, )?(?:\\d+ (?:skipped|todo), )*(?<passed>"
                            + NUMBER + ") passed"),
            kind(
                    "vitest",
                    "\\b(?:vitest|npm|yarn|pnpm|npx|bun)\\b",
                    "(?m)^\\s*Tests\\s+(?:(?<failed>" + NUMBER + ") failed \\| )?(?<passed>" + NUMBER + ") passed"),
            kind(
                    "Maven",
                    "\\bmvnw?\\b",
                    "(?m)^(?:\\[\\w+] )?Tests run: (?<run>" + NUMBER + "), Failures: (?<failed>" + NUMBER
                            + "), Errors: (?<errors>" + NUMBER + "), Skipped: \\d+\\s*$"),
            kind(
                    "unittest",
                    "\\bpython[0-9.]*\\b",
                    "(?m)^Ran (?<run>" + NUMBER + ") tests? in [\\s\\S]*?^(?:OK|FAILED \\(failures=(?<failed>" + NUMBER
                            + "))"),
            kind("PHPUnit", "\\bphpunit\\b", "OK \\((?<passed>" + NUMBER + ") tests?"));

    TestRun {
        requireNonNull(program, "program");
    }

    private static Kind kind(String program, String command, String summary) {
        return new Kind(program, Pattern.compile(command), Pattern.compile(summary));
    }

    /** @param printed the end of what the command printed */
    static Optional<TestRun> of(String command, String printed) {
        return printed.isEmpty()
                ? Optional.empty()
                : KINDS.stream()
                        .filter(kind -> kind.command().matcher(command).find())
                        .flatMap(kind -> read(kind, printed).stream())
                        .findFirst();
    }

    private static Optional<TestRun> read(Kind kind, String printed) {
        Matcher summary = kind.summary().matcher(printed);
        int passed = 0;
        int failed = 0;
        boolean found = false;
        while (summary.find()) {
            found = true;
            int broken = group(summary, "failed") + group(summary, "errors");
            passed += group(summary, "passed") + Math.max(0, group(summary, "run") - broken);
            failed += broken;
        }
        return found && passed + failed > 0
                ? Optional.of(new TestRun(kind.program(), passed, failed))
                : Optional.empty();
    }

    private static int group(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name) && matcher.group(name) != null
                ? Integer.parseInt(matcher.group(name))
                : 0;
    }

    /** What the others are told: success is done, failure is something to know. */
    PoolDraft draft() {
        return new PoolDraft(
                failed == 0 ? PoolAction.COMPLETED : PoolAction.SIGNALING,
                "",
                failed == 0
                        ? "Tests: all " + passed + " passed (" + program + ")"
                        : "Tests: " + failed + " of " + (passed + failed) + " failed (" + program + ")",
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                Origin.TESTS,
                "");
    }
}
