package dev.tutti.bench;

import static java.util.Objects.requireNonNull;

import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.built.BuiltTutti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Times whole processes, from before their fork to after their end: a small bash reads a plan and runs it, so that nothing
 * of this JVM stands between.
 */
final class Stopwatch {

    /** Reads lines of KIND, HOW and a file or command; prints KIND, microseconds, what the answer was, the exit code. */
    private static final String SCRIPT = """
            LC_ALL=C
            while read -r kind how what; do
              case $how in
                floor) begun=$EPOCHREALTIME; bash -c : </dev/null >"$2"; code=$? ended=$EPOCHREALTIME ;;
                verb) begun=$EPOCHREALTIME; "$1" $what </dev/null >"$2" 2>&1; code=$? ended=$EPOCHREALTIME ;;
                curl | jvm) begun=$EPOCHREALTIME; TUTTI_CLIENT=$how "$1" $what </dev/null >"$2" 2>&1; code=$? ended=$EPOCHREALTIME ;;
                hook) begun=$EPOCHREALTIME; "$1" hook claude <"$what" >"$2"; code=$? ended=$EPOCHREALTIME ;;
              esac
              answer=
              IFS= read -r -d '' -N 4096 answer <"$2"
              said=${answer:+spoke}
              [[ $answer == *'"deny"'* ]] && said=denied
              printf '%s %s %s %s\\n' "$kind" $((${ended/./} - ${begun/./})) "${said:-silent}" "$code"
            done <"$3"
            """;

    private final BuiltTutti tutti;
    private final Path project;
    private final Path folder;

    /** @param folder where the plan and the answers may lie; made if need be */
    Stopwatch(BuiltTutti tutti, Path project, Path folder) throws IOException {
        this.tutti = requireNonNull(tutti, "tutti");
        this.project = requireNonNull(project, "project");
        this.folder = Files.createDirectories(folder);
    }

    /** One process to run. */
    record Step(String kind, String how, String what) {

        /** A shell that does nothing. */
        static Step floor() {
            return new Step("floor", "floor", "-");
        }

        /** A command of Tutti: words without blanks in them. */
        static Step verb(String kind, String words) {
            return new Step(kind, "verb", words);
        }

        /** A command of Tutti that goes another way than the shell's own: {@code curl} or {@code jvm}. */
        static Step verb(String kind, String words, String client) {
            return new Step(kind, client, words);
        }

        /** A hook that is given a file. */
        static Step hook(String kind, Path event) {
            return new Step(kind, "hook", event.toString());
        }
    }

    /** What came of one. */
    record Lap(String kind, long nanos, String said, int code) {}

    /** Runs the steps one after the other. */
    List<Lap> run(List<Step> steps) throws IOException {
        Path plan = Files.write(
                folder.resolve("plan"),
                steps.stream()
                        .map(step -> step.kind() + " " + step.how() + " " + step.what())
                        .toList());
        String out = ProcessRun.of(
                        "bash",
                        "-c",
                        SCRIPT,
                        "stopwatch",
                        BuiltTutti.launcher().toString(),
                        folder.resolve("out").toString(),
                        plan.toString())
                .with(tutti.environment())
                .with("CLAUDE_PID", Long.toString(Crowd.PID))
                .in(project)
                .within(Duration.ofMinutes(10))
                .run()
                .orThrow()
                .outText();
        return Stream.of(out.split("\n")).map(Stopwatch::lap).toList();
    }

    private static Lap lap(String line) {
        String[] fields = line.split(" ");
        return new Lap(fields[0], Long.parseLong(fields[1]) * 1_000, fields[2], Integer.parseInt(fields[3]));
    }
}
