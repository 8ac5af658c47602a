package dev.tutti.bench;

import static java.util.Objects.requireNonNull;

import dev.tutti.bench.Stopwatch.Lap;
import dev.tutti.bench.Stopwatch.Step;
import dev.tutti.http.WireClient;
import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a person waits for who asks something: every verb that reads, as a whole process. */
final class ReadVerbs {

    /** Every verb that reads, and what it is asked. */
    static final List<String> VERBS = List.of(
            "",
            "status",
            "status --json",
            "status --verbose",
            "instances",
            "instances --json",
            "whoami",
            "lock list",
            "lock list --json",
            "lock check held.txt",
            "lock check free.txt",
            "why held.txt",
            "why holder",
            "events",
            "events --json",
            "pool query",
            "decision list",
            "message status",
            "doctor",
            "config",
            "ps",
            "logs",
            "version",
            "up",
            "help",
            "lock acquire --help");

    /** What is there to be read, beside locks. */
    private static final List<String> MADE =
            List.of("pool post completed Benchmark", "decision add testing Benchmark", "message send @all Benchmark");

    /** The ways for machines that lack something; they have no budget. */
    private static final List<String> CLIENTS = List.of("curl", "jvm");

    /** Verbs that answer with another code than 0 here, and with which. */
    private static final Map<String, Integer> CODES = Map.of("lock check held.txt", 10, "doctor", 1);

    /** How often each is asked, over the wire, before the first measured time: a resident daemon is seldom younger. */
    private static final int WARM_UP = 100;

    private final Path folder;
    private final Path project;

    ReadVerbs(Path folder, Path project) {
        this.folder = folder;
        this.project = project;
    }

    void measure(Plan plan) throws IOException {
        try (BuiltTutti tutti = new BuiltTutti(folder.resolve("verbs"), Map.of())) {
            tutti.up();
            Table.head(
                    "Whole process, through the launcher (load " + Machine.load() + ")",
                    "verb",
                    "n",
                    "median",
                    "p95",
                    "over bash -c : (median)",
                    "budget");
            tutti.hook(new HookTexts("holder", project).start(), Crowd.PID);
            WireClient client = new WireClient(tutti.state());
            for (String made : MADE) {
                client.verb(List.of(made.split(" ")), Map.of("PWD", project.toString()));
            }
            tutti.hook(new HookTexts("holder", project).before(project.resolve("held.txt"), "call-1"), Crowd.PID);
            measure(tutti, plan, "1 lock, 1 instance");
            Crowd.of(100, project).take(tutti::hook, 1_000);
            measure(tutti, plan, "1,000 locks of 100 instances more");
        }
    }

    private void measure(BuiltTutti tutti, Plan plan, String state) throws IOException {
        warmUp(tutti);
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            steps.add(Step.floor());
            VERBS.forEach(verb -> steps.add(Step.verb(kind(verb), verb)));
            CLIENTS.forEach(client -> steps.add(Step.verb(kind(client), "status", client)));
        }
        show(state, new Stopwatch(tutti, project, folder.resolve("verbs/answers")).run(steps));
    }

    private void warmUp(BuiltTutti tutti) throws IOException {
        WireClient client = new WireClient(tutti.state());
        Map<String, String> environment = Map.of("PWD", project.toString());
        for (int i = 0; i < WARM_UP; i++) {
            for (String verb : VERBS) {
                client.verb(verb.isEmpty() ? List.of() : List.of(verb.split(" ")), environment);
            }
        }
    }

    private static String kind(String verb) {
        String shown = CLIENTS.contains(verb) ? "TUTTI_CLIENT=" + verb + " tutti status" : ("tutti " + verb).strip();
        return shown.replace(' ', '~');
    }

    private static void show(String state, List<Lap> laps) {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        for (Lap lap : laps) {
            nanos.computeIfAbsent(lap.kind(), _ -> new ArrayList<>()).add(lap.nanos());
        }
        Stream.concat(VERBS.stream(), CLIENTS.stream())
                .forEach(verb -> laps.stream()
                        .filter(lap -> lap.kind().equals(kind(verb)))
                        .filter(lap -> lap.code() != CODES.getOrDefault(verb, 0)
                                || lap.said().equals("silent"))
                        .findFirst()
                        .ifPresent(odd -> {
                            throw new IllegalStateException("this is not what was to be measured: " + odd);
                        }));
        long floor = new Figures(requireNonNull(nanos.get("floor"), "floor")).median();
        Table.note(state);
        nanos.forEach((kind, all) -> {
            Figures found = new Figures(all);
            boolean isFloor = kind.equals("floor");
            Table.row(
                    isFloor ? "floor: bash -c :" : kind.replace('~', ' '),
                    "" + found.count(),
                    Figures.millis(found.median()),
                    Figures.millis(found.at(0.95)),
                    isFloor ? "" : "+" + Figures.millis(found.median() - floor),
                    isFloor || kind.startsWith("TUTTI_CLIENT") ? "" : "20 ms in all");
        });
    }
}
