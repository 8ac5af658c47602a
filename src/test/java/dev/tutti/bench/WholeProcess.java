package dev.tutti.bench;

import static java.util.Objects.requireNonNull;

import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host waits for: the whole process, from before its fork to after its end, timed by a small bash that reads a plan.
 * Every round runs each kind once, so that all meet the same load.
 */
final class WholeProcess {

    /** Reads lines of KIND and a file or command; prints KIND, microseconds and what the answer was. */
    private static final String TIMER = """
            LC_ALL=C
            while read -r kind what; do
              case $kind in
                floor) begun=$EPOCHREALTIME; bash -c : <"$what" >"$2"; ended=$EPOCHREALTIME ;;
                tutti-*) begun=$EPOCHREALTIME; "$1" $what </dev/null >"$2" 2>&1; ended=$EPOCHREALTIME ;;
                *) begun=$EPOCHREALTIME; "$1" hook claude <"$what" >"$2"; ended=$EPOCHREALTIME ;;
              esac
              answer=
              IFS= read -r -d '' -N 4096 answer <"$2"
              said=${answer:+spoke}
              [[ $answer == *'"deny"'* ]] && said=denied
              printf '%s %s %s\\n' "$kind" $((${ended/./} - ${begun/./})) "${said:-silent}"
            done <"$3"
            """;

    /** Edits before the first measured one: a resident daemon is seldom younger. */
    private static final int WARM_UP = 500;

    private static final int PAYLOAD = 30_000;
    private static final List<String> VERBS = List.of("status", "lock list", "whoami", "instances");
    private static final Map<String, String> EXPECTED = Map.of(
            "first-small", "silent",
            "first-30kB", "silent",
            "renewal-30kB", "silent",
            "refusal-30kB", "denied",
            "refusal-dirty-30kB", "denied");

    private final Path folder;
    private final Path project;

    WholeProcess(Path folder, Path project) {
        this.folder = folder;
        this.project = project;
    }

    void measure(Plan plan) throws IOException {
        try (BuiltTutti tutti = new BuiltTutti(folder.resolve("whole"), Map.of())) {
            tutti.up();
            Table.head(
                    "Whole process, through the launcher (load " + Machine.load() + ")",
                    "kind",
                    "n",
                    "median",
                    "p95",
                    "over bash -c : (median)",
                    "budget");
            prepare(tutti);
            Crowd.of(5, project).warmUp(tutti::hook, WARM_UP);
            show("0 locks", run(tutti, plan.rounds(), "none"));
            Crowd.of(100, project).take(tutti::hook, 1_000);
            show("1,000 locks, 100 instances", run(tutti, plan.rounds(), "many"));
        }
    }

    /** One who renews, one whose call runs, and one who left a change. */
    private void prepare(BuiltTutti tutti) throws IOException {
        Crowd.hold(tutti::hook, new HookTexts("renewer", project), project.resolve("renewed.txt"));
        tutti.hook(new HookTexts("busy", project).before(project.resolve("running.txt"), "busy-1"), Crowd.PID);
        Crowd.hold(tutti::hook, new HookTexts("dirty", project), project.resolve("dirty.txt"));
    }

    private Map<String, Figures> run(BuiltTutti tutti, int rounds, String label) throws IOException {
        List<String> verbs = VERBS.stream().filter(verb -> answers(tutti, verb)).toList();
        if (verbs.size() < VERBS.size()) {
            Table.note("(read verbs that this build does not answer yet are left out)");
        }
        Path payloads = Files.createDirectories(folder.resolve("payloads-" + label));
        List<String> plan = new ArrayList<>();
        for (int round = -3; round < rounds; round++) {
            plan.addAll(round(payloads, label + "-" + round, round < 0, verbs));
        }
        Path file = Files.write(payloads.resolve("plan"), plan);
        String out = ProcessRun.of(
                        "bash",
                        "-c",
                        TIMER,
                        "timer",
                        BuiltTutti.launcher().toString(),
                        payloads.resolve("out").toString(),
                        file.toString())
                .with(tutti.environment())
                .with("CLAUDE_PID", Long.toString(Crowd.PID))
                .in(project)
                .within(Duration.ofMinutes(3))
                .run()
                .orThrow()
                .outText();
        return figures(out);
    }

    /** The lines of one round; those of a round to warm up are not counted. */
    private List<String> round(Path payloads, String name, boolean warmUp, List<String> verbs) throws IOException {
        HookTexts taker = new HookTexts("taker", project);
        HookTexts loser = new HookTexts("loser", project);
        Map<String, String> events = new LinkedHashMap<>();
        events.put("floor", "{}");
        events.put("first-small", taker.before(project.resolve("new/" + name + "-small"), "s-" + name));
        events.put("first-30kB", taker.before(project.resolve("new/" + name), "f-" + name, PAYLOAD));
        events.put(
                "renewal-30kB",
                new HookTexts("renewer", project).before(project.resolve("renewed.txt"), "r-" + name, PAYLOAD));
        events.put("refusal-30kB", loser.before(project.resolve("running.txt"), "x-" + name, PAYLOAD));
        events.put("refusal-dirty-30kB", loser.before(project.resolve("dirty.txt"), "y-" + name, PAYLOAD));
        List<String> lines = new ArrayList<>();
        for (var event : events.entrySet()) {
            Path file = Files.writeString(payloads.resolve(name + "-" + event.getKey()), event.getValue());
            lines.add((warmUp && !event.getKey().equals("floor") ? "warm:" : "") + event.getKey() + " " + file);
        }
        if (!warmUp) {
            verbs.forEach(verb -> lines.add("tutti-" + verb.replace(' ', '-') + " " + verb));
        }
        Path settle = payloads.resolve(name + "-settle");
        Files.writeString(settle, taker.after(project.resolve("new/" + name), "s-" + name, "f-" + name));
        lines.add("uncounted " + settle);
        Files.writeString(
                payloads.resolve(name + "-settle-renewal"),
                new HookTexts("renewer", project).after(project.resolve("renewed.txt"), "r-" + name));
        lines.add("uncounted " + payloads.resolve(name + "-settle-renewal"));
        return lines;
    }

    private boolean answers(BuiltTutti tutti, String verb) {
        var said = tutti.command(verb.split(" ")).in(project).run();
        return said.exitCode() == 0 && !said.outText().startsWith("tutti 0");
    }

    private static Map<String, Figures> figures(String out) {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        for (String line : out.split("\n")) {
            String[] fields = line.split(" ");
            String expected = EXPECTED.getOrDefault(fields[0], fields[2]);
            if (!fields[2].equals(expected)) {
                throw new IllegalStateException(fields[0] + " should have been " + expected + ": " + line);
            }
            nanos.computeIfAbsent(fields[0], _ -> new ArrayList<>()).add(Long.parseLong(fields[1]) * 1_000);
        }
        Map<String, Figures> figures = new LinkedHashMap<>();
        nanos.forEach((kind, all) -> figures.put(kind, new Figures(all)));
        return figures;
    }

    private static void show(String state, Map<String, Figures> figures) {
        long floor = requireNonNull(figures.get("floor"), "floor").median();
        Table.note(state);
        figures.forEach((kind, found) -> {
            if (kind.startsWith("warm:") || kind.equals("uncounted")) {
                return;
            }
            String budget = kind.equals("floor") ? "" : kind.startsWith("tutti-") ? "20 ms in all" : "2 ms over";
            String over = kind.equals("floor") ? "" : "+" + Figures.millis(found.median() - floor);
            Table.row(
                    kind.replace('-', ' '),
                    "" + found.count(),
                    Figures.millis(found.median()),
                    Figures.millis(found.at(0.95)),
                    over,
                    budget);
        });
    }
}
