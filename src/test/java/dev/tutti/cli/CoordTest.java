package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cli.Counter.Said;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Golden;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the documents' commands print and answer. The examples are the documents' own. */
@OnBothStores
final class CoordTest {

    private static final String AUTH = "backend/app/api/routes/auth.py";

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Counter counter;

    CoordTest(StoreFixture fixture) {
        fixture.ticker().setWall(Instant.parse("2026-01-08T12:45:32Z"));
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        stage.processes().start(500, 1, "bash");
        stage.processes().start(600, 1, "bash");
        counter = new Counter(stage, repo.root()).with("TUTTI_CLIENT_PPID", "600");
    }

    // coord-status

    @Test
    void nobodyIsHereInAFreshRepository() {
        Said said = type("coord-status");

        assertThat(said.out()).isEqualTo("Active Instances: 0\n\nNo active instances.\n");
        assertThat(said.code()).isZero();
    }

    @Test
    void theStatusIsTheOneOfTheGuide() {
        backend();

        Said said = type("coord-status");

        assertThat(said.out()).isEqualTo(example("001-active-instances.txt"));
    }

    @Test
    void theDetailsAddBranchesTimesAndLocks() {
        backend();
        ann.prompt("Fix the login page");
        ann.edit("t1", "src/login.js");
        ann.write("src/login.js", "x");
        ann.edited("t1", "src/login.js");

        Golden.assertMatches(
                "compat/coord-status-verbose.txt",
                type("coord-status", "--verbose").out());
        assertThat(type("coord-status", "-v")).isEqualTo(type("coord-status", "--verbose"));
    }

    @Test
    void theRegistryCountsTheLiving() {
        backend();
        ann.prompt("x");

        Said said = type("coord-status", "--json");

        JsonNode registry = JsonMapper.shared().readTree(said.out());
        assertThat(registry.get("instances").size()).isEqualTo(2);
        assertThat(registry.get("schema_version").asString()).isEqualTo("1.0.0");
        assertThat(said.out()).contains("\"agent_role\": \"backend-system-architect\"");
    }

    @Test
    void aLockOfAnotherTreeSaysWhere() {
        GitPlace other = stage.worktree(repo, "other");
        stage.actor("bob", 102, other).edit("u1", "src/f");

        assertThat(type("coord-status").out()).contains("    - src/f (in " + other.root() + ")\n");
        counter.with("PWD", other.root().toString());
        assertThat(type("coord-status").out()).contains("    - src/f\n");
    }

    @Test
    void theFolderOfTheProjectCountsOutsideOfEveryRepository() {
        backend();
        counter.with("PWD", stage.made("elsewhere").toString());
        assertThat(type("coord-status").out()).contains("Active Instances: 0");

        counter.with("CLAUDE_PROJECT_DIR", repo.root().toString());
        assertThat(type("coord-status").out()).contains("Active Instances: 1");
    }

    @Test
    void anUnknownOptionIsSaidWithTheDocumentsCode() {
        Said said = type("coord-status", "--nonsense");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("--nonsense");
        assertThat(type("coord-lock", "nonsense").code()).isEqualTo(1);
        assertThat(type("coord-lock").code()).isEqualTo(1);
        assertThat(type("coord-lock", "acquire").code()).isEqualTo(1);
    }

    // coord-lock

    @Test
    void aPersonTakesAndReleasesALock() {
        assertThat(type("coord-lock", "acquire", AUTH))
                .isEqualTo(said(0, "Acquiring lock on: " + AUTH + "\nLock acquired successfully\n", ""));
        assertThat(type("coord-lock", "check", AUTH))
                .isEqualTo(said(
                        0, "Checking lock on: " + AUTH + "\nFile is not locked (or locked by current instance)\n", ""));
        assertThat(type("coord-lock", "release", AUTH))
                .isEqualTo(said(0, "Releasing lock on: " + AUTH + "\nLock released successfully\n", ""));
    }

    @Test
    void aHeldLockIsTheWarningOfTheGuide() {
        register("Implement user authentication API", "backend-system-architect");
        lib("acquire", "backend/app/api/routes.py");

        Said said = type("coord-lock", "acquire", "backend/app/api/routes.py");

        assertThat(said.code()).isEqualTo(10);
        assertThat(said.err()).startsWith(example("001-warning.txt"));
        assertThat(said.err())
                .contains("working on \"Implement user authentication API\", taken now, for another 5 min")
                .contains("Error: File is already locked by another instance\n")
                .contains("Next step: tutti lock acquire 'backend/app/api/routes.py' --scope project --wait 5m");
    }

    @Test
    void aHeldLockFailsACheckAndAReleaseAndIsReleasedByForce() {
        register("x", "db-admin");
        lib("acquire", AUTH);

        Said check = type("coord-lock", "check", AUTH);
        Said release = type("coord-lock", "release", AUTH);

        assertThat(check.code()).isEqualTo(10);
        assertThat(check.out()).endsWith("File is locked by another instance\n");
        assertThat(release.code()).isEqualTo(10);
        assertThat(release.err()).contains("Error: Failed to release lock\n").contains("--force");
        assertThat(type("coord-lock", "release", AUTH, "--force").code()).isZero();
        assertThat(type("coord-lock", "check", AUTH).code()).isZero();
    }

    @Test
    void anExpiredLockIsCleanedAndTaken() {
        register("x", "db-admin");
        lib("acquire", AUTH);
        stage.ticker().pass(Duration.ofSeconds(301));

        Said said = type("coord-lock", "acquire", AUTH);

        assertThat(said)
                .isEqualTo(said(
                        0,
                        "Acquiring lock on: " + AUTH
                                + "\nExpired lock cleaned, retrying...\nLock acquired successfully\n",
                        ""));
    }

    @Test
    void theListIsABlockForEachAndATotal() {
        assertThat(type("coord-lock", "list").out()).endsWith("\nNo active locks\n");

        register("x", "db-admin");
        lib("acquire", AUTH);
        Golden.assertMatches(
                "compat/coord-lock-list.txt", type("coord-lock", "list").out());

        lib("acquire", "src/b");
        lib("acquire", "src/c");
        Said three = type("coord-lock", "list");
        assertThat(three.out()).endsWith("\nTotal: 3 lock(s)\n");
        assertThat(three.code()).isZero();
        assertThat(JsonMapper.shared()
                        .readTree(type("coord-lock", "list", "--json").out())
                        .get("locks")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void cleaningUpSaysWhatWasStaleAndWhatExpired() {
        ann.prompt("x");
        register("x", "db-admin");
        lib("acquire", AUTH);
        stage.ticker().pass(Duration.ofSeconds(301));
        ann.die();

        Said said = type("coord-lock", "cleanup");

        assertThat(said.out())
                .isEqualTo("Cleaning up stale instances and expired locks...\n"
                        + "Cleaned up 1 stale instance(s)\nCleaned up 1 expired lock(s)\n");
        assertThat(said.err()).matches("Cleaning up stale instance: claude-.* \\(last seen 301s ago\\)\n");
        assertThat(type("coord-lock", "cleanup").out()).contains("Cleaned up 0 stale instance(s)");
    }

    @Test
    void programsAreAnsweredInJson() {
        register("x", "db-admin");

        assertThat(type("coord-lock", "acquire", AUTH, "--json").out()).isEqualTo("{\"result\":\"locked\"}\n");
        assertThat(type("coord-lock", "check", AUTH, "--json").out()).isEqualTo("{\"result\":\"free\"}\n");
        Said held = lib("acquire", AUTH, "--json");
        assertThat(held.code()).isEqualTo(10);
        assertThat(held.out()).isEqualTo("{\"result\":\"held\"}\n");
        assertThat(type("coord-lock", "cleanup", "--json").out())
                .isEqualTo("{\"stale_instances\":0,\"expired_locks\":0}\n");
        assertThat(type("coord-lock", "release", AUTH, "--json").out()).isEqualTo("{\"result\":\"released\"}\n");
    }

    // coord-decisions

    @Test
    void theSeedsDecisionIsLoggedListedAndShown() {
        assertThat(type(
                                "coord-decisions",
                                "add",
                                "--category=api-design",
                                "--title=Use JWT with 15min expiry",
                                "--description=JWT tokens expire after 15 minutes, refresh tokens valid for 7 days",
                                "--scope=service")
                        .out())
                .isEqualTo("Decision logged: DEC-20260108-0001\n");
        assertThat(lib("log-decision", "database-schema", "Added users table", "Initial", "system")
                        .out())
                .isEqualTo("DEC-20260108-0002\n");

        assertThat(type("coord-decisions", "list", "--category=api-design").out())
                .isEqualTo("""
                        [DEC-20260108-0001] Use JWT with 15min expiry
                          Category: api-design
                          Made At: 2026-01-08T12:45:32Z
                          Status: accepted
                          Scope: service
                          Description: JWT tokens expire after 15 minutes, refresh tokens valid for 7 days

                        """);
        assertThat(type("coord-decisions").out()).startsWith("[DEC-20260108-0002] Added users table\n");
        assertThat(type("coord-decisions", "list", "--limit", "1").out().lines())
                .hasSize(7);
        assertThat(type("coord-decisions", "query", "DEC-20260108-0001").out())
                .contains("\"title\": \"Use JWT with 15min expiry\"")
                .contains("\"superseded_by\": null");
        assertThat(lib("query-decisions", "api-design").out()).startsWith("[\n").contains("DEC-20260108-0001");
        assertThat(lib("query-decisions").out()).contains("DEC-20260108-0001", "DEC-20260108-0002");
        assertThat(type("coord-status", "--verbose").out()).contains("Total Decisions Logged: 2\n");
    }

    @Test
    void aDecisionThatBreaksABoundIsToldTheFieldAndNothingIsStored() {
        assertThat(type("coord-decisions", "add", "--category=singing", "--title=x", "--description=y"))
                .satisfies(said -> {
                    assertThat(said.code()).isEqualTo(1);
                    assertThat(said.err()).startsWith("Error: category: is one of architecture,");
                });
        assertThat(type("coord-decisions", "add", "--category=testing", "--title=x")
                        .code())
                .isEqualTo(1);
        assertThat(type("coord-decisions").out()).isEqualTo("No decisions found.\n");
    }

    @Test
    void textOfOthersIsShownOnOneLineAndStoredAsItIs() {
        register("two\nlines \u001b[31m$(touch x)", "a; rm -rf /");

        String out = type("coord-status").out();

        assertThat(out).doesNotContain("\u001b").contains("$(touch x)");
        assertThat(out.lines()).hasSize(6);
    }

    @Test
    void anAgentsEditIsListedAsTheDocumentsListLocks() {
        ann.edit("t1", "src/f");
        ann.write("src/f", "x");
        ann.edited("t1", "src/f");
        stage.git().state(repo, "src/f", PathState.CHANGED);

        assertThat(type("coord-lock", "list").out())
                .contains("  Intent: Modifying file via Edit\n")
                .contains("  Expires At: when it is committed\n");
    }

    private void backend() {
        register("Implement user authentication API", "backend-system-architect");
        lib("acquire", AUTH);
        lib("acquire", "backend/app/services/auth_service.py");
        lib("acquire", "backend/app/models/user.py");
    }

    private Said register(String task, String role) {
        return lib("register", task, role);
    }

    /** A function of the shell 500. */
    private Said lib(String function, String... words) {
        return counter.type(ofShell(function, words)).known();
    }

    private static String[] ofShell(String function, String... words) {
        List<String> given = List.of(words);
        List<String> all = new ArrayList<>(List.of("coord", function, "--shell", "500"));
        given.stream().filter("--json"::equals).forEach(all::add);
        all.add("--");
        given.stream().filter(word -> !word.equals("--json")).forEach(all::add);
        return all.toArray(String[]::new);
    }

    private Said type(String... words) {
        return counter.type(words).known();
    }

    private static String example(String name) {
        return new String(Golden.bytes("compat/" + name), StandardCharsets.UTF_8);
    }

    private static Said said(int code, String out, String err) {
        return new Said(code, out, err, "");
    }
}
