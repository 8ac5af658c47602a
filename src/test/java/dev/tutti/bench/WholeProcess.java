package dev.tutti.bench;

import static java.util.Objects.requireNonNull;

import dev.tutti.bench.Stopwatch.Lap;
import dev.tutti.bench.Stopwatch.Step;
import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host waits for: the whole process, timed by {@link Stopwatch}. Every round runs each kind once, so that all meet the same load.
 */
final class WholeProcess {

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
        List<Step> plan = new ArrayList<>();
        for (int round = -3; round < rounds; round++) {
            plan.addAll(round(payloads, label + "-" + round, round < 0, verbs));
        }
        return figures(new Stopwatch(tutti, project, payloads).run(plan));
    }

    /** The steps of one round; those of a round to warm up are not counted. */
    private List<Step> round(Path payloads, String name, boolean warmUp, List<String> verbs) throws IOException {
        HookTexts taker = new HookTexts("taker", project);
        HookTexts loser = new HookTexts("loser", project);
        Map<String, String> events = new LinkedHashMap<>();
        events.put("first-small", taker.before(project.resolve("new/" + name + "-small"), "s-" + name));
        events.put("first-30kB", taker.before(project.resolve("new/" + name), "f-" + name, PAYLOAD));
        events.put(
                "renewal-30kB",
                new HookTexts("renewer", project).before(project.resolve("renewed.txt"), "r-" + name, PAYLOAD));
        events.put("refusal-30kB", loser.before(project.resolve("running.txt"), "x-" + name, PAYLOAD));
        events.put("refusal-dirty-30kB", loser.before(project.resolve("dirty.txt"), "y-" + name, PAYLOAD));
        List<Step> steps = new ArrayList<>(List.of(Step.floor()));
        for (var event : events.entrySet()) {
            Path file = Files.writeString(payloads.resolve(name + "-" + event.getKey()), event.getValue());
            steps.add(Step.hook((warmUp ? "warm:" : "") + event.getKey(), file));
        }
        if (!warmUp) {
            verbs.forEach(verb -> steps.add(Step.verb("tutti-" + verb.replace(' ', '-'), verb)));
        }
        Path settle = payloads.resolve(name + "-settle");
        Files.writeString(settle, taker.after(project.resolve("new/" + name), "s-" + name, "f-" + name));
        steps.add(Step.hook("uncounted", settle));
        Path renewal = payloads.resolve(name + "-settle-renewal");
        Files.writeString(
                renewal, new HookTexts("renewer", project).after(project.resolve("renewed.txt"), "r-" + name));
        steps.add(Step.hook("uncounted", renewal));
        return steps;
    }

    private boolean answers(BuiltTutti tutti, String verb) {
        var said = tutti.command(verb.split(" ")).in(project).run();
        return said.exitCode() == 0 && !said.outText().startsWith("tutti 0");
    }

    private static Map<String, Figures> figures(List<Lap> laps) {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        for (Lap lap : laps) {
            if (!lap.said().equals(EXPECTED.getOrDefault(lap.kind(), lap.said()))) {
                throw new IllegalStateException(
                        lap.kind() + " should have been " + EXPECTED.get(lap.kind()) + ": " + lap);
            }
            nanos.computeIfAbsent(lap.kind(), _ -> new ArrayList<>()).add(lap.nanos());
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
