package dev.tutti.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.testing.EmbeddedServer;
import dev.tutti.testing.ProcessBarrier;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The daemons of two homes on one database: whatever somebody says at one, those at both know, once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoDaemonsIT {

    private static final int RACERS = 6;
    private static final int ROUNDS = 4;
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Pattern TOPIC = Pattern.compile("\"topic\" ?: ?\"([^\"]+)\"");
    private static final Pattern DECISION = Pattern.compile("\"(?:decision_)?id\" ?: ?\"(DEC-[0-9]+-[0-9]+)\"");

    /** Arguments: launcher, rounds, name, and what to say before the name of each round. */
    private static final String RACER = """
            for ((round = 0; round < $2; round++)); do
              "$1" "${@:4}" "$3-$round" --json || exit 1
            done
            """;

    private PostgresSettings database;
    private BuiltTutti first;
    private BuiltTutti second;
    private TemporaryRepository repository;
    private int sessions;

    @BeforeAll
    void bringUpBoth(@TempDir Path folder) {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        database = EmbeddedServer.get().emptyDatabase();
        Map<String, String> team = Map.of("TUTTI_STORE", database.url());
        first = new BuiltTutti(folder.resolve("first"), team);
        second = new BuiltTutti(folder.resolve("second"), team);
        first.up();
        second.up();
    }

    @AfterAll
    void endBoth() {
        if (database != null) {
            first.close();
            second.close();
            EmbeddedServer.get().drop(database);
        }
    }

    @BeforeEach
    void makeRepository() {
        repository = TemporaryRepository.create();
    }

    @AfterEach
    void removeRepository() {
        repository.close();
    }

    @Test
    void whatBothPostAtOnceIsThereOnceForBoth() {
        List<String> posted = raced("pool", "post", "signaling");

        for (BuiltTutti home : List.of(first, second)) {
            String listed = said(home, "pool", "query", "--all", "--limit", "1000", "--json");
            assertThat(TOPIC.matcher(listed).results().map(found -> found.group(1)))
                    .containsExactlyInAnyOrderElementsOf(posted);
        }
    }

    @Test
    void theIdsOfDecisionsThatBothTakeAtOnceAreUnique() {
        raced("decision", "add", "api-design");

        for (BuiltTutti home : List.of(first, second)) {
            String listed = said(home, "decision", "list", "--limit", "1000", "--json");
            assertThat(DECISION.matcher(listed).results().map(found -> found.group(1)))
                    .hasSize(RACERS * ROUNDS)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aNoteAndAnEntryAreToldOnceToEachAtBoth() {
        Session ann = begun(first, "ann");
        Session bob = begun(second, "bob");
        Session cid = begun(first, "cid");

        ann.says("note", "add", "the port is 8081");
        ann.says("pool", "post", "completed", "the login page");

        for (Session reader : List.of(bob, cid)) {
            String told = reader.uses("t1");
            assertThat(told).containsOnlyOnce("the port is 8081").containsOnlyOnce("the login page");
            assertThat(reader.uses("t2")).isEmpty();
        }
        assertThat(ann.uses("t1")).isEmpty();
    }

    @Test
    void aMessageFromOneDaemonsSessionIsDeliveredOnceByTheOtherAndItsWayIsSeenAtTheFirst() {
        Session ann = begun(first, "ann");
        Session bob = begun(second, "bob");

        ann.says("message", "send", "B", "which table?");
        List<String> answers = atOnce(IntStream.range(0, 3)
                .mapToObj(i -> bob.process(bob.toolEvent("t" + i)))
                .toList());

        assertThat(answers)
                .filteredOn(answer -> answer.contains("which table?"))
                .hasSize(1);
        String id = ann.says("message", "status")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
        assertThat(bob.uses("t3")).isEmpty();
        assertThat(ann.says("message", "status", id, "--json")).contains("\"seen\"");
        bob.says("message", "ack", id);
        assertThat(ann.says("message", "status", id, "--json")).contains("\"acknowledged\"");
        assertThat(ann.uses("t1")).containsOnlyOnce("has acknowledged your message " + id);
        assertThat(ann.uses("t2")).isEmpty();
    }

    /** Both look every five seconds: until the second one is told, each has looked since the first one was. */
    @Test
    void aDeadlineThatPassedIsToldOnceWhicheverDaemonLooks() throws Exception {
        Session ann = begun(first, "ann");
        begun(second, "bob");

        ann.says("message", "send", "B", "one", "--deadline", "1s");
        awaitMissed(1);
        ann.says("message", "send", "B", "two", "--deadline", "1s");
        awaitMissed(2);

        String told = ann.uses("t1") + ann.uses("t2");
        assertThat(told).containsOnlyOnce("(\\\"one\\\") has not reached B in time");
        assertThat(told).containsOnlyOnce("(\\\"two\\\") has not reached B in time");
        assertThat(said(second, "events").lines().filter(line -> line.contains("message.missed")))
                .hasSize(2);
    }

    /** Waits for so many facts in the journal, which the second daemon tells as they come, whoever wrote them. */
    private void awaitMissed(int count) throws Exception {
        ProcessRun follow = second.command("events", "--follow").in(repository.root());
        ProcessBuilder builder = new ProcessBuilder(follow.command())
                .directory(repository.root().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(follow.environment());
        Process follower = builder.start();
        try {
            Supplier<Long> told = () -> follower.inputReader()
                    .lines()
                    .filter(line -> line.contains("message.missed"))
                    .limit(count)
                    .count();
            CompletableFuture.supplyAsync(told, task -> Thread.ofVirtual().start(task))
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } finally {
            follower.descendants().forEach(ProcessHandle::destroyForcibly);
            follower.destroyForcibly();
        }
    }

    /** Lets racers at both say this several times at once, each time with another word at the end; returns these words. */
    private List<String> raced(String... words) {
        try (ProcessBarrier barrier = ProcessBarrier.of(RACERS)) {
            List<RunningProcess> racers = new ArrayList<>();
            try {
                for (int i = 0; i < RACERS; i++) {
                    List<String> command = new ArrayList<>(List.of(
                            "bash",
                            "-c",
                            barrier.bashLine() + "\n" + RACER,
                            "racer",
                            BuiltTutti.launcher().toString(),
                            "" + ROUNDS,
                            "racer-" + i));
                    command.addAll(List.of(words));
                    racers.add(ProcessRun.of(command)
                            .with((i % 2 == 0 ? first : second).environment())
                            .in(repository.root())
                            .within(BOUND)
                            .start());
                }
                barrier.release(BOUND);
                racers.forEach(racer -> racer.await().orThrow());
            } finally {
                racers.forEach(RunningProcess::close);
            }
        }
        return IntStream.range(0, RACERS)
                .boxed()
                .flatMap(i -> IntStream.range(0, ROUNDS).mapToObj(round -> "racer-" + i + "-" + round))
                .toList();
    }

    private static List<String> atOnce(List<ProcessRun> runs) {
        List<RunningProcess> running = runs.stream().map(ProcessRun::start).toList();
        try {
            return running.stream()
                    .map(each -> each.await().orThrow().outText())
                    .toList();
        } finally {
            running.forEach(RunningProcess::close);
        }
    }

    private String said(BuiltTutti home, String... words) {
        return home.command(words)
                .in(repository.root())
                .within(BOUND)
                .run()
                .orThrow()
                .outText();
    }

    private Session begun(BuiltTutti home, String name) {
        sessions++;
        Session session = new Session(home, repository.root(), name + "-" + sessions);
        session.process(session.event("SessionStart", "\"source\":\"startup\""))
                .run()
                .orThrow();
        return session;
    }

    /** A session at one of the homes, in the process of this test. */
    private record Session(BuiltTutti home, Path project, String id) {

        /** What its next tool result is answered. */
        String uses(String call) {
            return process(toolEvent(call)).run().orThrow().outText();
        }

        String toolEvent(String call) {
            return event(
                    "PostToolBatch",
                    "\"tool_calls\":[{\"tool_name\":\"WebSearch\",\"tool_use_id\":\"" + call
                            + "\",\"tool_input\":{},\"tool_response\":\"ok\"}]");
        }

        String event(String name, String fields) {
            return "{\"session_id\":\"" + id + "\",\"cwd\":\"" + project + "\",\"hook_event_name\":\"" + name + "\","
                    + fields + "}";
        }

        ProcessRun process(String event) {
            return placed(home.command("hook", "claude")).input(event);
        }

        String says(String... words) {
            return placed(home.command(words)).run().orThrow().outText();
        }

        private ProcessRun placed(ProcessRun run) {
            return run.in(project)
                    .with("CLAUDE_CODE_SESSION_ID", id)
                    .with("CLAUDE_PID", Long.toString(ProcessHandle.current().pid()))
                    .within(BOUND);
        }
    }
}
