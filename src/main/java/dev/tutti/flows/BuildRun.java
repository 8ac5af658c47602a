package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.pool.Origin;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A build, as its program said how it ended. Read from the command and the end of what it printed, never from prose; a program that
 * says nothing when it succeeds, as go and make, is noticed only where it fails.
 *
 * @param program what built
 */
record BuildRun(String program, boolean succeeded) {

    /** A program, how it is called, and whole lines by which it says how it ended; the failure counts where both stand. */
    private record Kind(String program, Pattern command, Optional<Pattern> success, Pattern failure) {}

    private static final String SCRIPTS = "\\b(?:npm|yarn|pnpm|npx|bun)\\b";

    private static final List<Kind> KINDS = List.of(
            kind("Maven", "\\bmvnw?\\b", "\\[INFO\\] BUILD SUCCESS", "\\[(?:INFO|ERROR)\\] BUILD FAILURE"),
            kind("Gradle", "\\bgradlew?\\b", "BUILD SUCCESSFUL in .*", "BUILD FAILED in .*"),
            kind(
                    "cargo",
                    "\\bcargo\\s+(?:build|check|clippy|rustc)\\b",
                    " *Finished .*target\\(s\\) in .*",
                    "error: could not compile .*"),
            kind("vite", SCRIPTS, ".{0,3}built in [0-9.]+m?s", "error during build:.*"),
            kind(
                    "webpack",
                    SCRIPTS,
                    "webpack [0-9.]+ compiled successfully in .*",
                    "webpack [0-9.]+ compiled with \\d+ errors?.*"),
            kind("tsc", "\\b(?:tsc|npm|yarn|pnpm|npx|bun)\\b", "", "Found \\d+ errors? in .*"),
            kind(
                    "npm",
                    "\\bnpm\\s+(?:run|run-script)\\s+build\\b",
                    "",
                    "npm (?:error|ERR!) (?:code ELIFECYCLE|Lifecycle script .* failed.*)"),
            kind("go", "\\bgo\\s+(?:build|install|vet)\\b", "", "(?:\\./|\\.\\./|/)?[\\w./-]+\\.go:\\d+:\\d+: .*"),
            kind("make", "\\bg?make\\b", "", "g?make: \\*\\*\\* .*(?:Error \\d+|Stop\\.)"));

    BuildRun {
        requireNonNull(program, "program");
    }

    private static Kind kind(String program, String command, String success, String failure) {
        return new Kind(
                program,
                Pattern.compile(command),
                success.isEmpty() ? Optional.empty() : Optional.of(line(success)),
                line(failure));
    }

    private static Pattern line(String text) {
        return Pattern.compile("(?m)^" + text + "\\r?$");
    }

    /** @param printed the end of what the command printed */
    static Optional<BuildRun> of(String command, String printed) {
        return printed.isEmpty()
                ? Optional.empty()
                : KINDS.stream()
                        .filter(kind -> kind.command().matcher(command).find())
                        .flatMap(kind -> read(kind, printed).stream())
                        .findFirst();
    }

    private static Optional<BuildRun> read(Kind kind, String printed) {
        if (kind.failure().matcher(printed).find()) {
            return Optional.of(new BuildRun(kind.program(), false));
        }
        return kind.success()
                .filter(success -> success.matcher(printed).find())
                .map(_ -> new BuildRun(kind.program(), true));
    }

    /** What the others are told: success is done, failure is something to know. */
    PoolDraft draft() {
        return new PoolDraft(
                succeeded ? PoolAction.COMPLETED : PoolAction.SIGNALING,
                "",
                "Build: " + (succeeded ? "succeeded" : "failed") + " (" + program + ")",
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                Origin.BUILD,
                "");
    }
}
