package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cli.Counter.Said;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the documents' shell functions print and return; 500 and 600 are two shells. */
@OnBothStores
final class CoordFunctionsTest {

    private static final String AUTH = "backend/app/api/routes/auth.py";

    private final Stage stage;
    private final GitPlace repo;
    private final Counter counter;

    CoordFunctionsTest(StoreFixture fixture) {
        fixture.ticker().setWall(Instant.parse("2026-01-08T12:45:32Z"));
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        stage.processes().start(500, 1, "bash");
        stage.processes().start(600, 1, "bash");
        counter = new Counter(stage, repo.root()).with("TUTTI_CLIENT_PPID", "600");
    }

    @Test
    void aLockThatAnotherHasIsTenAndTheDocumentsLine() {
        register("x", "db-admin");
        lib("acquire", AUTH, "Running migration");

        Said said = type("coord", "acquire", "--shell", "600", "--", AUTH);

        assertThat(said.code()).isEqualTo(10);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines().findFirst().orElseThrow())
                .isEqualTo("File " + AUTH + " is locked by instance claude-20260108-124532-a3f7b2d1");
    }

    @Test
    void anExpiredOneIsElevenAndTheNextTryGetsIt() {
        register("x", "db-admin");
        lib("acquire", AUTH);
        stage.ticker().pass(Duration.ofSeconds(301));

        Said first = type("coord", "acquire", "--shell", "600", "--", AUTH);
        Said second = type("coord", "acquire", "--shell", "600", "--", AUTH);

        assertThat(first.code()).isEqualTo(11);
        assertThat(first.err())
                .isEqualTo("Removing expired lock on " + AUTH + " (held by claude-20260108-124532-a3f7b2d1)\n");
        assertThat(second).isEqualTo(said(0, "", ""));
    }

    @Test
    void aFileThatWasChangedIsTwelve() {
        Path file = repo.root().resolve(AUTH);
        stage.files().write(file, "as it was");
        register("x", "db-admin");
        lib("acquire", AUTH);

        assertThat(lib("conflict", AUTH)).isEqualTo(said(0, "", ""));
        stage.files().write(file, "as another wrote it");
        assertThat(lib("conflict", AUTH))
                .isEqualTo(said(12, "", "Conflict detected: file " + AUTH + " was modified since lock acquired\n"));
        assertThat(lib("conflict", "src/none").code()).isZero();
    }

    @Test
    void aHeartbeatOfSomebodyUnknownIsThirteenOnce() {
        String id = raw("register", "x", "db-admin").strip();
        assertThat(lib("heartbeat", id)).isEqualTo(said(0, "", ""));
        lib("unregister");

        Said again = lib("heartbeat", id);

        assertThat(again.code()).isEqualTo(13);
        assertThat(again.err()).contains("registered again as claude-");
        assertThat(lib("heartbeat", id).code()).isZero();
    }

    @Test
    void theOtherFunctionsAnswerAsDocumented() {
        register("x", "db-admin");
        assertThat(lib("check", AUTH)).isEqualTo(said(0, "", ""));
        assertThat(lib("release", AUTH)).isEqualTo(said(0, "", ""));
        assertThat(lib("renew", AUTH).code()).isEqualTo(1);
        lib("acquire", AUTH);
        assertThat(lib("renew", AUTH)).isEqualTo(said(0, "", ""));
        Said check = type("coord", "check", "--shell", "600", "--", AUTH);
        Said release = type("coord", "release", "--shell", "600", "--", AUTH);
        assertThat(check.code()).isEqualTo(10);
        assertThat(check.err()).isEqualTo("Locked by: claude-20260108-124532-a3f7b2d1\n");
        assertThat(release.code()).isEqualTo(10);
        assertThat(release.err()).isEqualTo("Cannot release lock: held by claude-20260108-124532-a3f7b2d1\n");
        assertThat(lib("release-all")).isEqualTo(said(0, "", ""));
        assertThat(type("coord", "check", "--shell", "600", "--", AUTH).code()).isZero();
        assertThat(lib("cleanup-stale")).isEqualTo(said(0, "0\n", ""));
        assertThat(lib("generate-id").out()).matches("claude-20260108-124532-[a-f0-9]{8}\n");
        assertThat(lib("unregister")).isEqualTo(said(0, "", ""));
        assertThat(lib("unregister")).isEqualTo(said(0, "", ""));
    }

    @Test
    void whoIsHereIsAnArrayAndOnesOwnWorkAnEntry() {
        String id = raw("register", "Database migration", "db-admin").strip();

        assertThat(JsonMapper.shared().readTree(lib("instances").out()).size()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(raw("work")).get("instance_id").asString())
                .isEqualTo(id);
        assertThat(lib("work", "claude-20250101-000000-00000000").out()).isEmpty();
        assertThat(raw("whoami")).isEqualTo(id + "\n");
        assertThat(type("coord", "whoami").out()).isEqualTo("person-ada@machine\n");
    }

    private Said register(String task, String role) {
        return lib("register", task, role);
    }

    /** A function of the shell 500. */
    private Said lib(String function, String... words) {
        return counter.type(ofShell(function, words)).known();
    }

    /** What a function of the shell 500 prints, ids and all. */
    private String raw(String function, String... words) {
        return counter.type(ofShell(function, words)).out();
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

    private static Said said(int code, String out, String err) {
        return new Said(code, out, err, "");
    }
}
