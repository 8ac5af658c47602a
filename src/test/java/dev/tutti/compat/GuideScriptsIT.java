package dev.tutti.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.compat.PreparedRepository.Agent;
import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessBarrier;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.built.BuiltTutti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every script of the guide that concerns instances, locks and heartbeats runs as it is printed there. */
class GuideScriptsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String MIGRATION = "backend/alembic/versions/001_initial.py";

    @TempDir
    private static Path all;

    private static BuiltTutti shared;

    private Path folder;
    private PreparedRepository prepared;

    @BeforeAll
    static void start() {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        shared = daemon("home");
    }

    @AfterAll
    static void end() {
        if (shared != null) {
            shared.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createTempDirectory(all, "of-a-test-");
        prepared = new PreparedRepository(shared, folder);
    }

    @AfterEach
    void close() {
        if (prepared != null) {
            prepared.close();
        }
    }

    private static BuiltTutti daemon(String home) {
        BuiltTutti tutti = new BuiltTutti(all.resolve(home), Map.of("USER", "ada"));
        tutti.up();
        return tutti;
    }

    @Test
    void theCustomScriptHoldsItsLockWhileItMigrates() {
        prepared.program("alembic", ".claude/coordination/bin/coord-status\n");

        FinishedProcess ran = prepared.script("custom-script.sh").run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.outText())
                .startsWith("Lock acquired, running migration...")
                .contains("  Role: db-admin\n  Task: Database migration\n  Files Locked: 1\n")
                .contains("    - " + MIGRATION);
        assertThat(ran.outText()).containsPattern("DEC-\\d{8}-0001");
        assertThat(prepared.coord("coord-lock", "list").run().outText()).endsWith("No active locks");
        assertThat(prepared.coord("coord-status").run().outText()).startsWith("Active Instances: 0");
    }

    @Test
    void theCustomScriptStepsAsideForAnAgent() {
        prepared.program("alembic", "echo never\n");
        prepared.agent("s1", "Rewrite the migration").edits(prepared);

        FinishedProcess ran = prepared.script("custom-script.sh").run();

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.outText()).isEqualTo("Could not acquire lock, another instance is working on migrations");
        assertThat(ran.errText()).contains("File " + MIGRATION + " is locked by instance claude-");
    }

    @Test
    void theCustomScriptOfAnAgentMayMigrateWhatThatEdits() {
        prepared.program("alembic", "echo migrated\n");
        Agent agent = prepared.agent("s1", "Rewrite the migration");
        agent.edits(prepared);

        FinishedProcess ran =
                prepared.script("custom-script.sh").with(agent.shell()).run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.outText()).contains("migrated");
        assertThat(prepared.coord("coord-lock", "check", MIGRATION).run().exitCode())
                .as("the agent's own lock stays")
                .isEqualTo(10);
    }

    @Test
    void aScriptThatIsKilledHoldsNothing() {
        prepared.program("alembic", "kill -9 $PPID\n");

        FinishedProcess killed = prepared.script("custom-script.sh").run();

        assertThat(killed.exitCode()).isEqualTo(137);
        assertThat(prepared.coord("coord-lock", "acquire", MIGRATION).run().exitCode())
                .isZero();
    }

    @Test
    void aScriptThatIsKilledWhileNoAgentSaysAnythingVanishesFromTheFiles() throws IOException {
        String script = "source .claude/coordination/lib/coordination.sh\ncoord_register_instance Alone >/dev/null\n"
                + "until grep -q Alone .claude/coordination/work-registry.json 2>/dev/null; do read -r -t 0.05 <> <(:); done\n"
                + "kill -9 $$\n";

        // A daemon of its own, where nothing of other tests ends either.
        try (BuiltTutti alone = daemon("home alone");
                PreparedRepository quiet =
                        new PreparedRepository(alone, Files.createDirectories(folder.resolve("quiet")))) {
            assertThat(quiet.bash(script).within(BOUND).run().exitCode()).isEqualTo(137);

            awaits(quiet, "! grep -q Alone .claude/coordination/work-registry.json");
        }
    }

    @Test
    void theHookOfASubagentRegistersAndIsGoneWithItsProcess() {
        Agent agent = prepared.agent("s1", "Delegate");

        FinishedProcess ran =
                prepared.script("subagent-hook.sh").with(agent.shell()).run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.outText()).matches("claude-[0-9]{8}-[0-9]{6}-[0-9a-f]{8}");
        prepared.coord("coord-lock", "cleanup").run().orThrow();
        assertThat(prepared.coord("coord-status").run().outText())
                .startsWith("Active Instances: 1")
                .doesNotContain("Role: subagent");
    }

    @Test
    void everyFunctionHoldsInAShellThatForgivesNothing() {
        FinishedProcess ran = prepared.script("strict.sh").run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.outText()).isEqualTo("every function held");
    }

    @Test
    void decisionsAreCountedAsTheGuideDoes() {
        needsJq();
        for (String category : List.of("testing", "testing", "security")) {
            prepared.coord("coord-decisions", "add", "--category=" + category, "--title=x", "--description=y")
                    .run()
                    .orThrow();
        }
        awaits("grep -q -e -0003 .claude/coordination/decision-log.json");

        assertThat(prepared.bash("jq '.decisions | length' .claude/coordination/decision-log.json")
                        .run()
                        .outText())
                .isEqualTo("3");
        assertThat(prepared.bash("jq -c '[.decisions[] | .category] | group_by(.) | map({(.[0]): length}) | add' \\\n"
                                + "  .claude/coordination/decision-log.json")
                        .run()
                        .outText())
                .isEqualTo("{\"security\":1,\"testing\":2}");
    }

    @Test
    void theMonitorLoopSeesSeveralInstances() {
        needsJq();
        // One round is enough: where the loop would wait, it is ended.
        prepared.program("sleep", "kill -TERM $PPID\n");
        prepared.agent("s1", "one");
        FinishedProcess alone = prepared.script("monitor-loop.sh").run();
        prepared.agent("s2", "two");
        FinishedProcess together = prepared.script("monitor-loop.sh").run();

        assertThat(alone.outText()).as(alone.toString()).isEmpty();
        assertThat(together.outText()).as(together.toString()).isEqualTo("Multiple instances detected!");
    }

    @Test
    void theInstallationIsVerifiedAsTheGuideDoes() {
        FinishedProcess ran = prepared.script("verify.sh").run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.outText()).contains(" bin\n").contains(" lib\n").contains("No active instances.");
    }

    @Test
    void locksThatDoNotReleaseAreCleanedAndInspected() {
        prepared.coord("coord-lock", "acquire", "src/f").run().orThrow();

        FinishedProcess ran = prepared.script("locks-not-releasing.sh").run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.outText())
                .contains("Cleaned up 0 stale instance(s)")
                .contains("File: src/f\n  Locked By: person-ada@")
                .endsWith("Total: 1 lock(s)");
    }

    @Test
    void lockedFilesAreCountedInTheirFolder() {
        prepared.coord("coord-lock", "acquire", "src/f").run().orThrow();
        awaits("[[ -n $(ls .claude/coordination/locks 2>/dev/null) ]]");

        assertThat(prepared.script("count-locks.sh").run().outText()).isEqualTo("1");
    }

    @Test
    void instancesAreExportedAsAMetric() throws IOException {
        needsJq();
        prepared.agent("s1", "one");
        Path metrics = folder.resolve("metrics.prom");
        String script = "source .claude/coordination/lib/coordination.sh\n"
                + PreparedRepository.text("prometheus.sh").replace("/tmp/metrics.prom", metrics.toString());

        FinishedProcess ran = prepared.bash(script).run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(Files.readString(metrics)).isEqualTo("claude_active_instances 1\n");
    }

    @Test
    void theIdOfAnInstanceIsThereForAWebhook() {
        prepared.program("curl", "printf '%s\\n' \"$@\"\n");
        String script = "source .claude/coordination/lib/coordination.sh\ncoord_init\n"
                + "coord_register_instance 'Webhook' >/dev/null\n" + PreparedRepository.text("slack.sh");

        FinishedProcess ran = prepared.bash(script)
                .with("SLACK_WEBHOOK", "https://hooks.example.invalid/x")
                .run();

        assertThat(ran.outText()).containsPattern("New Claude instance started: claude-[0-9]{8}-[0-9]{6}-[0-9a-f]{8}");
    }

    @Test
    void ofTwentyShellsThatWantOneFileExactlyOneHasIt() {
        int shells = 20;
        try (ProcessBarrier start = ProcessBarrier.of(shells);
                ProcessBarrier end = ProcessBarrier.of(shells)) {
            String script = "source .claude/coordination/lib/coordination.sh\ncoord_register_instance race >/dev/null\n"
                    + start.bashLine()
                    + "\ncoord_acquire_lock src/f Racing 2>/dev/null; code=$?\n"
                    + end.bashLine() + "\necho $code\n";
            List<RunningProcess> running = new ArrayList<>();
            for (int i = 0; i < shells; i++) {
                running.add(prepared.bash(script).within(BOUND).start());
            }
            start.release(BOUND);
            end.release(BOUND);

            List<String> codes =
                    running.stream().map(each -> each.await().outText()).toList();

            assertThat(codes).filteredOn("0"::equals).hasSize(1);
            assertThat(codes).filteredOn("10"::equals).hasSize(shells - 1);
        }
    }

    @Test
    void theCommandsStandOnAPathToo() throws IOException {
        Path commands = BuiltTutti.launcher().resolveSibling("libexec").resolve("compat");
        Path link = Files.createSymbolicLink(folder.resolve("coord-status"), commands.resolve("coord-status"));

        FinishedProcess direct = prepared.bash("cd src; coord-status")
                .with("PATH", ProcessRun.path() + ":" + commands)
                .run();
        FinishedProcess linked = prepared.bash(link.toString()).run();

        assertThat(direct.outText()).isEqualTo("Active Instances: 0\n\nNo active instances.");
        assertThat(linked.outText()).isEqualTo(direct.outText());
    }

    @Test
    void aSessionsShellHasItsNameAndTheCommands() throws IOException {
        Path variables = folder.resolve("env");
        ProcessRun hook = ProcessRun.of(BuiltTutti.launcher().toString(), "hook", "claude")
                .with(prepared.tutti().environment())
                .with("CLAUDE_PID", Long.toString(ProcessHandle.current().pid()))
                .with("CLAUDE_ENV_FILE", variables.toString())
                .with("CLAUDE_INSTANCE", "feature-1-3-0")
                .in(prepared.root());

        hook.input(prepared.session("s1").start()).run().orThrow();

        FinishedProcess ran = prepared.bash(". '" + variables + "'; echo $CLAUDE_INSTANCE; coord-lock list | tail -n 1")
                .run();
        assertThat(ran.outText()).isEqualTo("feature-1-3-0\nNo active locks");
    }

    @Test
    void gitSeesNothingOfItAndUninitLeavesNothing() throws IOException {
        Path exclude = prepared.root().resolve(".git/info/exclude");
        assertThat(prepared.repository().git("status", "--porcelain", "--untracked-files=all"))
                .doesNotContain("coordination");
        prepared.coord("coord-lock", "acquire", "src/f").run().orThrow();
        awaits("[[ -n $(ls .claude/coordination/locks 2>/dev/null) ]]");

        FinishedProcess undone = prepared.tutti("uninit", "--yes").run().orThrow();

        assertThat(undone.outText()).contains("The documents' commands are gone.");
        assertThat(prepared.root().resolve(".claude")).doesNotExist();
        assertThat(Files.readString(exclude)).doesNotContain("coordination").isEqualTo(ofAFreshRepository());
        assertThat(prepared.repository().git("status", "--porcelain")).isEmpty();
    }

    private String ofAFreshRepository() throws IOException {
        Path fresh = Files.createDirectories(folder.resolve("fresh"));
        prepared.repository().gitIn(fresh, "init", "-q");
        return Files.readString(fresh.resolve(".git/info/exclude"));
    }

    @Test
    void theFilesFollowWhatAnAgentDoesAndVanishWithIt() {
        Agent agent = prepared.agent("s1", "Rewrite the migration");
        agent.edits(prepared);

        awaits("grep -q " + MIGRATION + " .claude/coordination/work-registry.json");
        awaits("[[ -n $(ls .claude/coordination/heartbeats) ]]");
        agent.sends(agent.texts().end());

        awaits("[[ -z $(ls .claude/coordination/locks)$(ls .claude/coordination/heartbeats) ]]");
        awaits("grep -q '\"instances\": \\[\\]' .claude/coordination/work-registry.json");
    }

    @Test
    void aFolderThatCannotBeWrittenHarmsNoHookAndIsSaid() throws IOException {
        Path locks = prepared.root().resolve(PreparedRepository.COORDINATION).resolve("locks");
        // Even root cannot make a folder where a file is.
        try (Stream<Path> before = Files.exists(locks) ? Files.list(locks) : Stream.<Path>empty()) {
            for (Path each : before.toList()) {
                Files.delete(each);
            }
        }
        Files.deleteIfExists(locks);
        Files.writeString(locks, "in the way");
        Agent agent = prepared.agent("s1", "Rewrite the migration");

        assertThat(agent.edits(prepared)).isEmpty();

        awaits("grep -q 'cannot be kept' '" + prepared.tutti().home().log() + "'");
        FinishedProcess doctor = prepared.tutti("doctor").run();
        assertThat(doctor.outText()).contains("are out of date").contains("hooks and locks do not need these files");
        assertThat(prepared.coord("coord-lock", "check", MIGRATION).run().exitCode())
                .isEqualTo(10);
    }

    private static void needsJq() {
        boolean there = ProcessRun.of("bash", "-c", "type -P jq").run().exitCode() == 0;
        assumeTrue(there, "jq is not here: the guide's scripts that need it were skipped");
    }

    private void awaits(String condition) {
        awaits(prepared, condition);
    }

    /** Waits for what the daemon writes a moment later. */
    private static void awaits(PreparedRepository repository, String condition) {
        repository
                .bash("until " + condition + "; do read -r -t 0.05 <> <(:); done")
                .within(BOUND)
                .run();
    }
}
