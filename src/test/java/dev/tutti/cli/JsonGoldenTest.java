package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Registry;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.testing.Golden;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist.Said;
import dev.tutti.testing.UnpackedTutti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every document that a command answers with {@code --json}, kept under {@code cli/json/COMMAND[-VERB][.CASE].json}: fields
 * may be added, never re-meant. Each comes on one line; it is laid out here for people. The documents' commands answer with
 * the documents' JSON, to which nothing may be added; {@link CoordTest} keeps that.
 */
@OnBothStores
final class JsonGoldenTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Shop shop;

    JsonGoldenTest(StoreFixture fixture) {
        shop = new Shop(fixture);
    }

    @Test
    void readsOfAProjectThatWasNeverSeen() {
        golden(0, ".nothing", "status");
        golden(0, ".nothing", "instances");
        golden(0, ".nothing", "whoami");
        golden(0, ".nothing", "lock", "list");
        golden(0, ".nothing", "lock", "check", "src/login.py");
        golden(0, ".nothing", "why", "src/login.py");
        assertThat(shop.ann.type("events", "--json")).isEqualTo(nothing());
    }

    @Test
    void readsOfABusyProject() {
        shop.opened();

        golden(0, "", "status");
        golden(0, "", "instances");
        golden(0, "", "whoami", "--as", "formatter");
        golden(0, "", "lock", "list");
        golden(10, "", "lock", "check", "src/login.py");
        golden(0, ".path", "why", "src/login.py");
        golden(0, ".instance", "why", "A");
        golden(0, "", "events");
    }

    @Test
    void whatPeopleSayOfThemselves() {
        golden(0, "", "task", "set", "Look at what the agents do");
        golden(0, "", "register", "formatter", "--role", "janitor", "--task", "Format the documents", "--ttl", "10m");
        shop.pass(Duration.ofMinutes(1));
        golden(0, "", "heartbeat", "--as", "formatter", "--ttl", "20m");
        golden(0, "", "bye", "--as", "formatter");
    }

    @Test
    void locksByHand() {
        shop.stage.files().write(shop.tree.root().resolve("src/login.py"), "checks the password");
        golden(0, "", "lock", "acquire", "src/login.py", "docs/*.md", "--reason", "tidying");
        golden(0, ".project", "lock", "acquire", "VERSION", "--scope", "project", "--shared", "--ttl", "1h");
        shop.pass(Duration.ofMinutes(1));
        golden(0, "", "lock", "renew", "src/login.py", "--ttl", "10m");
        golden(0, "", "lock", "release", "src/login.py");
        golden(1, ".not-locked", "lock", "release", "src/login.py");
        golden(1, ".part", "lock", "release", "docs/guide.md");
        golden(64, ".unusable", "lock", "acquire", "src/[");
        shop.pass(Duration.ofHours(2));
        golden(0, "", "lock", "cleanup");
        golden(11, ".expired", "lock", "renew", "VERSION");
    }

    @Test
    void locksThatAnotherHas() {
        shop.opened();

        golden(10, ".held", "lock", "acquire", "src/login.py", "src/new.py");
        golden(10, ".held", "lock", "release", "docs/");
        golden(10, ".held", "lock", "renew", "docs/");
        shop.a.batch("a-1", "a-2");
        golden(0, "", "lock", "steal", "src/login.py", "--reason", "its holder is on holiday");
        shop.stage.git().state(shop.tree, "src/login.py", PathState.CLEAN);
    }

    @Test
    void thePool() {
        assertThat(shop.ann.type("pool", "query", "--json")).isEqualTo(nothing());
        golden(
                0,
                "",
                "pool",
                "post",
                "claimed",
                "Visual server refactor",
                "--text",
                "Down until 14:30",
                "--affects",
                "src/visual/, README.md",
                "--blocks",
                "Visual features",
                "--ttl",
                "30m");
        shop.pass(Duration.ofMinutes(1));
        golden(0, ".odd", "pool", "post", "Researched", "How slow it is");
        golden(0, "", "pool", "resolve", "pool-1");
        golden(0, "", "pool", "query");
        golden(0, ".counted", "pool", "query", "--summary", "--all");
        golden(0, "", "pool-query", "--all");
        golden(0, ".entry", "why", "pool-1");
        shop.ann.reads("```pool\nTOPIC: one\n```\n> ```pool\n> TOPIC: two\n> ```\n");
        golden(0, "", "pool", "lint", "-");
        shop.ann.reads("""
                {"id":"uuid1","timestamp":1735145600,"source_instance":"A","action":"completed","topic":"Auth token refresh"}
                [1]
                """);
        golden(0, "", "pool", "import", "-");
    }

    @Test
    void decisions() {
        golden(
                0,
                "",
                "decision",
                "add",
                "api-design",
                "JWT with 15 min expiry",
                "--text",
                "Refresh tokens live for 7 days",
                "--affects",
                "src/auth/",
                "--alternative",
                "sessions in the database",
                "--reason",
                "it needs no table");
        golden(0, "", "decision", "propose", "api-design", "JWT with 5 min expiry", "--depends", "DEC-20260101-0001");
        golden(0, "", "decision", "accept", "DEC-20260101-0002");
        golden(0, "", "decision", "supersede", "DEC-20260101-0001", "DEC-20260101-0002");
        golden(0, "", "decision", "implement", "DEC-20260101-0002");
        golden(0, "", "decision", "list");
        golden(0, ".counted", "decision", "list", "--stats");
        golden(0, "", "decision", "show", "DEC-20260101-0001");
        golden(0, "", "decision", "search", "jwt", "15");
        golden(0, "", "decision", "export");
        golden(0, ".files", "decision", "export", "--adr", "docs/adr");
        golden(0, "", "decision", "deprecate", "DEC-20260101-0002");
        golden(0, "", "decision", "archive", "--keep", "1");
    }

    @Test
    void messages() {
        shop.a.start();
        shop.b.start();
        assertThat(shop.ann.type("message", "status", "--json")).isEqualTo(nothing());
        golden(0, "", "message", "send", "A", "Use main,", "not master", "--deadline", "10m");
        shop.a.batch("a-1");
        shop.a.batch("a-2");
        golden(0, "", "message", "status", "msg-1");
        golden(0, "", "message", "reply", "msg-1", "Done", "--as", "A");
        golden(0, ".all", "message", "send", "@all", "Down until 14:30");
        shop.ann.type("message", "ack", "msg-3", "--as", "B");
        golden(0, "", "message", "ack", "msg-3", "--as", "B");
        golden(0, ".sent", "message", "status");
        golden(0, "", "message", "thread", "msg-2");
        golden(0, "", "message", "inbox");
    }

    @Test
    void notesAndTheMemory() {
        golden(0, ".nothing", "memory", "show");
        golden(0, "", "note", "add", "Auth API ready at /api/auth/*");
        shop.pass(Duration.ofMinutes(1));
        golden(0, ".known", "note", "add", "auth api ready at /api/auth/*");
        golden(0, "", "note", "list");
        golden(0, "", "memory", "learn", "conventions", "Endpoints are plural nouns");
        shop.pass(Duration.ofMinutes(1));
        golden(0, ".known", "memory", "learn", "convention", "endpoints are plural nouns.");
        String text = shop.ann.type("memory", "show").out();
        assertThat(text).contains("## Conventions Learned\n- Endpoints are plural nouns\n");
        shop.ann.reads(text.replace("plural nouns", "singular nouns").replace("## Issues", "- x\n## Issues"));
        golden(0, "", "memory", "edit", "-");
        golden(0, "", "memory", "show");
    }

    @Test
    void theDaemonAndItsSettings() throws IOException {
        golden(0, "", "version");
        golden(0, "", "up");
        golden(0, "", "config");
        new Registry(shop.ann.resident().home()).put(earlier());
        golden(0, "", "ps");
        Path log = shop.ann.resident().home().log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "a first line\na second line\n");
        golden(0, "", "logs", "--grep", "FIRST");
        golden(0, "", "down");
    }

    private DaemonEntry earlier() throws IOException {
        Files.createDirectories(shop.ann.resident().home().registry());
        DaemonEntry now = shop.ann.resident().entry();
        return DaemonEntry.starting("00000000-0000-4000-8000-000000000002", 4001, now.build(), HandTicker.START)
                .stopped(HandTicker.START.plusSeconds(90), new StopReason(StopCause.ASKED, "asked by tutti down"));
    }

    @Test
    void wiring() {
        golden(1, ".unwired", "doctor");
        golden(0, "", "init", "--yes");
        golden(0, ".again", "init");
        golden(0, "", "doctor");
        golden(0, "", "uninit", "--yes");
        golden(0, ".again", "uninit");
    }

    @Test
    void theProgramItself() {
        Path launcher = UnpackedTutti.in(shop.stage.made("opt"), "0.1.0");
        shop.ann.with("TUTTI_LAUNCHER", launcher.toString());

        golden(0, "", "install");
        golden(0, ".again", "install");
        golden(0, "", "upgrade");
        golden(0, "", "uninstall");
        golden(0, ".again", "uninstall");
    }

    @Test
    void everyCommandHasSuchADocument() {
        List<String> names = Golden.names("cli/json").stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .toList();

        // Every command changes what these answer.
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Commands.own(shop.ann).stream()
                        .map(words -> String.join("-", words))
                        .filter(name -> !List.of("completion", "man", "schema").contains(name))
                        .toList());
    }

    /** The file's name is made of the words before the first option or argument. */
    private void golden(int code, String suffix, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        Said said =
                shop.ann.type(Stream.concat(all.stream(), Stream.of("--json")).toArray(String[]::new));

        String name = Commands.working(shop.ann).stream()
                .filter(command ->
                        all.subList(0, Math.min(all.size(), command.size())).equals(command))
                .map(command -> String.join("-", command))
                .findFirst()
                .orElseThrow();
        assertThat(said.err()).as(name).isEmpty();
        assertThat(said.code()).as(name + ": " + said.out()).isEqualTo(code);
        assertThat(said.out()).endsWith("\n");
        String text = said.out()
                .lines()
                .map(line -> JSON.writeValueAsString(JSON.readTree(line)))
                .collect(Collectors.joining("\n", "", "\n"));
        Golden.assertMatches("cli/json/" + name + suffix + ".json", shop.anywhere(text));
    }

    private static Said nothing() {
        return new Said(0, "", "", java.util.Optional.empty());
    }
}
