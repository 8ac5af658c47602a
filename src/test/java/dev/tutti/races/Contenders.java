package dev.tutti.races;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessBarrier;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.built.BuiltTutti;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes that all want into one room. Whoever was granted the lock makes the witness, a file that only one can make; one
 * who finds it made by somebody alive has proved that two are inside, and exits 99. Every fifth contender is killed, as by
 * {@code kill -9}, while it is inside.
 */
final class Contenders {

    static final int COUNT = 20;
    private static final int ROUNDS = 8;
    private static final int MORTAL_EVERY = 5;
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final Pattern TALLY = Pattern.compile("entered (\\d+) refused (\\d+)");

    /** What every contender can do; then comes its way to acquire and release. */
    private static final String ROOM = """
            name=$1 witness=$2 mortal=$3 rounds=$4 tutti=$5 entered=0 refused=0
            shift 5
            say() { printf '%s\\n' "$*"; }
            # A killed one is gone at once; its entry stays until its parent looks.
            lives() { local stat; { read -r stat <"/proc/$1/stat"; } 2>/dev/null && [[ $stat != *') Z '* ]]; }
            enter() {
              local other
              if ! { set -C; printf %s "$$" >"$witness"; } 2>/dev/null; then
                other=$(<"$witness")
                if [[ ! $other ]] || lives "$other"; then
                  say "$name met $other inside"
                  exit 99
                fi
                set +C
                printf %s "$$" >"$witness"
              fi
              set +C
              entered=$((entered + 1))
              if ((mortal && entered == 2)); then kill -9 $$; fi
            }
            leave() { rm "$witness"; }
            """;

    private final Path project;
    private final Path witness;
    private final List<BuiltTutti> homes;

    /** @param homes the daemons that contenders use in turn */
    Contenders(Path project, Path witness, List<BuiltTutti> homes) {
        this.project = requireNonNull(project, "project");
        this.witness = requireNonNull(witness, "witness");
        this.homes = List.copyOf(homes);
    }

    /** Sums over all contenders. */
    record Tally(int entered, int refused) {}

    /** Runs {@code way}, a piece of bash, in all contenders at once, each with the paths as its parameters. */
    Tally race(String way, String... paths) {
        try (ProcessBarrier barrier = ProcessBarrier.of(COUNT)) {
            List<RunningProcess> running = new ArrayList<>();
            try {
                for (int i = 0; i < COUNT; i++) {
                    running.add(start(i, ROOM + barrier.bashLine() + "\n" + way, paths));
                }
                barrier.release(BOUND);
                return judged(running);
            } finally {
                running.forEach(RunningProcess::close);
            }
        }
    }

    private RunningProcess start(int i, String script, String... paths) {
        BuiltTutti home = homes.get(i % homes.size());
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                script,
                "contender",
                "racer-" + i,
                witness.toString(),
                isMortal(i) ? "1" : "0",
                "" + ROUNDS,
                BuiltTutti.launcher().toString()));
        command.addAll(List.of(paths));
        return ProcessRun.of(command)
                .with(home.environment())
                .in(project)
                .within(BOUND)
                .start();
    }

    private static boolean isMortal(int i) {
        return i % MORTAL_EVERY == 0;
    }

    private static Tally judged(List<RunningProcess> running) {
        int entered = 0;
        int refused = 0;
        for (int i = 0; i < running.size(); i++) {
            FinishedProcess ended = running.get(i).await();
            if (isMortal(i) && ended.exitCode() == 137) {
                entered += 2;
                continue;
            }
            assertThat(ended.exitCode()).as(ended.toString()).isZero();
            Matcher tally = TALLY.matcher(ended.outText());
            assertThat(tally.find()).as(ended.toString()).isTrue();
            entered += Integer.parseInt(tally.group(1));
            refused += Integer.parseInt(tally.group(2));
        }
        return new Tally(entered, refused);
    }
}
