package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.hookAnswer;
import static dev.tutti.launcher.FakeDaemon.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.home.ClosedPaths;
import dev.tutti.kernel.home.ClosedPaths.Rule;
import dev.tutti.kernel.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An edit that must not go on when nobody answers: refused by the launcher, which asks nobody; everything else goes on. The
 * tests wait for one process after another, and so they wait together.
 */
@ParameterizedClass
@EnumSource(Client.class)
@Execution(ExecutionMode.CONCURRENT)
final class FailClosedTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Sandbox.Result SILENT = new Sandbox.Result(0, "", "");

    private final Client client;

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path repo;

    FailClosedTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeARepository() throws IOException {
        folder = folder.toRealPath();
        sandbox = new Sandbox(folder, client);
        repo = repository("repo");
        closed("secrets/**", "**/*.pem", "caf\u00e9/[a-c]?");
    }

    // When nobody answers

    @Test
    void withoutADaemonItIsRefusedWithWhatWhyAndTheNextStepAndIsNotNotedAsMissed() throws Exception {
        Sandbox.Result result = sandbox.hook(edit("secrets/key"));

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(reason(result))
                .isEqualTo("secrets/key is not to be changed while nobody can say who else is changing it"
                        + " (locks.fail_closed): Tutti's daemon is not running. Next: run 'tutti up' in a terminal, then"
                        + " repeat the edit; if that does not help, 'tutti doctor' says what is wrong. Do not write this"
                        + " file through the shell instead.");
        assertThat(sandbox.home().resolve("run/missed")).doesNotExist();
    }

    @Test
    void everythingElseGoesOnAndIsNoted() throws Exception {
        assertThat(sandbox.hook(edit("src/f"))).isEqualTo(SILENT);
        assertThat(sandbox.hook(edit("xsecrets/key"))).isEqualTo(SILENT);
        assertThat(sandbox.hook(edit("key.pem.txt"))).isEqualTo(SILENT);
        assertThat(sandbox.hook(event("Read", "file_path", repo + "/secrets/key")))
                .isEqualTo(SILENT);
        assertThat(sandbox.hook(event("Bash", "command", "echo > " + repo + "/secrets/key")))
                .isEqualTo(SILENT);
        assertThat(sandbox.hook(edit("secrets/key").replace("PreToolUse", "PostToolUse")))
                .isEqualTo(SILENT);
        assertThat(sandbox.home().resolve("run/missed")).content().hasLineCount(6);
    }

    @Test
    void withoutAFileOfTheDaemonEverythingGoesOn() throws Exception {
        new ClosedPaths(new Home(sandbox.home())).write(List.of());

        assertThat(sandbox.hook(edit("secrets/key"))).isEqualTo(SILENT);
    }

    @Test
    void aDaemonThatAnswersDecides() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer(""))) {
            assertThat(sandbox.hook(edit("secrets/key"))).isEqualTo(SILENT);
            daemon.answerWith(hookAnswer("{\"a\":1}"));
            assertThat(sandbox.hook(edit("secrets/key")).out()).isEqualTo("{\"a\":1}");
        }
    }

    /** Of many hooks that fail at once only the first speaks to the person; each of these is refused. */
    @Test
    void aSilentDaemonIsToldOfOnceAndEveryEditIsRefused() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.stopped(sandbox.home(), 50)) {
            Sandbox.Result first = sandbox.hook(edit("secrets/key"));
            Sandbox.Result second = sandbox.hook(edit("secrets/key"));

            assertThat(reason(first)).contains("does not answer").contains("Next: run 'tutti up'");
            assertThat(JSON.readTree(first.out()).get("systemMessage").asString())
                    .contains("did not answer in time");
            assertThat(reason(second)).contains("does not answer");
            assertThat(JSON.readTree(second.out()).has("systemMessage")).isFalse();
            assertThat(sandbox.hook(edit("src/f"))).isEqualTo(SILENT);
            assertThat(daemon.port()).isPositive();
        }
    }

    @Test
    void whileHooksAreSkippedTheDaemonIsAskedAgainForThisAlone() throws Exception {
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(sandbox.home().resolve("run/breaker"), "99999999999\n");
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{\"b\":2}"))) {
            assertThat(sandbox.hook(edit("src/f"))).isEqualTo(SILENT);
            assertThat(daemon.heardNothing()).isTrue();

            assertThat(sandbox.hook(edit("secrets/key")).out()).isEqualTo("{\"b\":2}");
            assertThat(sandbox.home().resolve("run/breaker")).doesNotExist();
        }
    }

    @Test
    void aRefusalAndHalfAnAnswerAreNone() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), status("500 Broken", "broken\n"))) {
            assertThat(reason(sandbox.hook(edit("secrets/key")))).contains("refused the question with status 500");
            Files.delete(sandbox.home().resolve("run/breaker"));
            daemon.answerWith(status("413 Too Large", "16 MiB\n"));
            assertThat(reason(sandbox.hook(edit("secrets/key")))).contains("refused the question with status 413");
            daemon.answerWith(
                    (_, out) -> out.write("HTTP/1.1 200 OK\r\nContent-length: 20\r\n\r\n{\"half".getBytes(UTF_8)));
            assertThat(reason(sandbox.hook(edit("secrets/key")))).contains("went away without an answer");
        }
    }

    @Test
    void anOlderShellRefusesTooEvenWithoutCurl() throws Exception {
        sandbox.with("TUTTI_CLIENT", "curl");
        assertThat(reason(sandbox.hook(edit("secrets/key")))).contains("is not running");
        assertThat(sandbox.hook(edit("src/f"))).isEqualTo(SILENT);

        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : new String[] {"cat", "date", "dirname", "readlink", "rm", "mkdir", "wc"}) {
            Files.createSymbolicLink(bin.resolve(tool), program(tool));
        }
        sandbox.with("PATH", bin.toString());
        assertThat(reason(sandbox.hook(edit("secrets/key")))).contains("without curl");
        assertThat(sandbox.hook(edit("src/f"))).isEqualTo(SILENT);
    }

    // Which file is meant

    @Test
    void aFileIsFoundHoweverItIsSpelled() throws Exception {
        Files.createDirectories(repo.resolve("secrets/deep"));
        Files.createDirectories(repo.resolve("src"));
        Files.createSymbolicLink(repo.resolve("link"), Path.of("secrets/deep"));
        Files.createSymbolicLink(repo.resolve("alias.txt"), repo.resolve("secrets/key"));
        Files.createSymbolicLink(folder.resolve("other way"), repo);
        Map<String, String> spelled = new LinkedHashMap<>();
        spelled.put("secrets/key", "secrets/key");
        spelled.put("./secrets//./key", "secrets/key");
        spelled.put("src/../secrets/key", "secrets/key");
        spelled.put("not/there/../../secrets/key", "secrets/key");
        spelled.put("link/new/file", "secrets/deep/new/file");
        spelled.put("link/../key", "secrets/key");
        spelled.put("alias.txt", "secrets/key");
        spelled.put(folder + "/other way/secrets/key", "secrets/key");
        spelled.put("secrets/with \"quotes\" and \\ and $HOME `id` %s", "secrets/with 'quotes' and  and $HOME `id` %s");
        spelled.put("secrets/new\nline\ttab", "secrets/new line tab");
        spelled.put("caf\u00e9/b\u65e5", "caf  /b   ");
        spelled.put("deep/er/x.pem", "deep/er/x.pem");
        spelled.put("-x.pem", "-x.pem");

        for (Map.Entry<String, String> each : spelled.entrySet()) {
            assertThat(reason(sandbox.hook(edit(each.getKey()))))
                    .as(each.getKey())
                    .startsWith(each.getValue() + " is not to be changed");
        }
        assertThat(sandbox.hook(edit("link/../../src/key"))).isEqualTo(SILENT);
        assertThat(sandbox.hook(edit("caf\u00e9/d\u65e5"))).isEqualTo(SILENT);
    }

    @Test
    void everySpellingThatJsonHasForAPathIsRead() throws Exception {
        String path = repo + "/caf\u00e9/a\ud83c\udfb5";
        String escapes =
                path.replace("/", "\\/").replace("\u00e9", "\\u00e9").replace("\ud83c\udfb5", "\\ud83c\\uDFB5");

        String event =
                "{ \"tool_name\" : \"Wri\\u0074e\" ,\n \"hook_event_name\":\t\"PreToolUse\", \"tool_\\u0069nput\" : { \"content\" : \"x\" ,"
                        + "  \"file_path\" :\r\n\"" + escapes + "\" } }";

        assertThat(reason(sandbox.hook(event))).startsWith("caf  /a    ");
    }

    @Test
    void onlyThePathOfTheCallItselfCounts() throws Exception {
        String decoy = "\"file_path\":\"" + repo + "/secrets/key\"";
        String own = "\"file_path\":\"" + repo + "/src/f\"";
        List<String> events = List.of(
                event("{" + own + ",\"content\":" + JSON.writeValueAsString("{" + decoy + "}") + "}"),
                event("{\"content\":\"\\\\\"," + own + "}"),
                event("{\"nested\":{" + decoy + "}," + own + "}"),
                event("{\"edits\":[{" + decoy + "},[{" + decoy + "}]]," + own + "}"),
                event("{" + own + "}")
                        .replace("{\"session_id\"", "{" + decoy + ",\"other\":{" + decoy + "},\"session_id\""),
                event("{" + decoy + "," + own + "}"));

        for (String event : events) {
            JSON.readTree(event);
            assertThat(sandbox.hook(event)).as(event).isEqualTo(SILENT);
        }
        assertThat(reason(sandbox.hook(event("{" + own + "," + decoy + "}")))).startsWith("secrets/key");
        assertThat(reason(sandbox.hook(
                        event("{\"content\":\"\\\\\\\"\\\\\",\"n\":[1,{\"a\":null}],\"b\":true," + decoy + "}"))))
                .startsWith("secrets/key");
    }

    @Test
    void aNotebookIsAFile() throws Exception {
        assertThat(reason(sandbox.hook(event("NotebookEdit", "notebook_path", repo + "/secrets/n.ipynb"))))
                .startsWith("secrets/n.ipynb");
        assertThat(reason(sandbox.hook(event("NotebookEdit", "file_path", repo + "/secrets/n.ipynb"))))
                .startsWith("secrets/n.ipynb");
        assertThat(sandbox.hook(event("Edit", "notebook_path", repo + "/secrets/n.ipynb")))
                .isEqualTo(SILENT);
    }

    @Test
    void whatIsNoEditOfAFileGoesOn() throws Exception {
        for (String event : List.of(
                "",
                "not JSON",
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\"",
                event("{}"),
                event("{\"file_path\":7}"),
                event("{\"file_path\":[\"" + repo + "/secrets/key\"]}"),
                event("{\"file_path\":\"\"}"),
                event("{\"file_path\":\"" + repo + "/secrets/\\u0000key\"}"),
                event("{\"file_path\":\"" + repo + "/secrets/\\q\"}"),
                event("[\"file_path\",\"" + repo + "/secrets/key\"]"))) {
            assertThat(sandbox.hook(event)).as(event).isEqualTo(SILENT);
        }
    }

    @Test
    void aMegabyteOfQuotesBeforeThePathIsReadThrough() throws Exception {
        String content = JSON.writeValueAsString("say \"hi\" \\ {\"file_path\":\"x\"}\n".repeat(30_000));
        String event = event("{\"content\":" + content + ",\"file_path\":\"" + repo + "/secrets/key\"}");
        assertThat(event.length()).isGreaterThan(1_000_000);

        assertThat(reason(sandbox.hook(event))).startsWith("secrets/key");
    }

    /** Of a larger event nothing is known but its beginning. */
    @Test
    void anEventThatIsTooLargeIsJudgedByWhatWasReadOfIt() throws Exception {
        client.assumeIsNot(Client.CURL, "it reads the whole of it");
        String large = "\"content\":\"" + "x".repeat(17_000_000) + "\"";

        assertThat(reason(sandbox.hook(event("{\"file_path\":\"" + repo + "/secrets/key\"," + large + "}"))))
                .startsWith("secrets/key")
                .contains("over 16 MB");
        assertThat(sandbox.hook(event("{\"file_path\":\"" + repo + "/src/f\"," + large + "}")))
                .isEqualTo(SILENT);
        assertThat(reason(sandbox.hook(event("{" + large + ",\"file_path\":\"" + repo + "/src/f\"}"))))
                .startsWith("A file is not to be changed");
    }

    // Which tree is meant

    @Test
    void aPatternOfOneTreeIsForThatTreeAlone() throws Exception {
        Path other = repository("other caf\u00e9");
        write(new Rule(Optional.of(other), glob("src/**")));

        assertThat(sandbox.hook(edit("src/f"))).isEqualTo(SILENT);
        assertThat(reason(sandbox.hook(edit(other + "/src/f")))).startsWith("src/f");
        assertThat(sandbox.hook(edit(other + "/lib/src/f"))).isEqualTo(SILENT);
    }

    @Test
    void aLinkedTreeAndASubmoduleAreTreesOfTheirOwn() throws Exception {
        Path linked = Files.createDirectories(repo.resolve("linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + repo + "/.git/worktrees/linked\n");

        assertThat(reason(sandbox.hook(edit("linked/secrets/key")))).startsWith("secrets/key");
        Files.delete(linked.resolve(".git"));
        Files.createDirectories(linked.resolve(".git"));
        assertThat(sandbox.hook(edit("linked/secrets/key"))).isEqualTo(SILENT);
    }

    @Test
    void withoutGitTheFolderOfTheSessionCountsAndElsewhereThePathFromTheTop() throws Exception {
        Path plain = Files.createDirectories(folder.resolve("plain/sub"));
        String inside = event("{\"file_path\":\"secrets/key\"}").replace(repo.toString(), plain.toString());
        assertThat(reason(sandbox.hook(inside))).startsWith("secrets/key");

        String outside = edit(folder + "/elsewhere/secrets/key");
        assertThat(sandbox.hook(outside)).isEqualTo(SILENT);
        write(new Rule(Optional.empty(), glob(folder.toString().substring(1) + "/elsewhere/**")));
        assertThat(reason(sandbox.hook(outside))).contains("elsewhere/secrets/key is not");
    }

    @Test
    void withoutAWorkingDirectoryInTheEventThatOfTheHookCounts() throws Exception {
        write(new Rule(Optional.empty(), glob("repo/secrets/**")), new Rule(Optional.empty(), glob("secrets/**")));

        String event =
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"repo/secrets/key\"}}";

        assertThat(reason(sandbox.hook(event))).startsWith("secrets/key");
    }

    @Test
    void whatTheFileHoldsIsNeverRun() throws Exception {
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(
                sandbox.home().resolve("run/fail-closed"),
                "$(touch gotcha)\t`touch gotcha`\n*\t(((\n*\n\n*\t^(secrets/a[$(touch gotcha)])$\n*\t^(secrets/key)$");

        assertThat(sandbox.hook(edit("secrets/other"))).isEqualTo(SILENT);
        assertThat(folder.resolve("gotcha")).doesNotExist();
    }

    private void closed(String... globs) throws IOException {
        write(Stream.of(globs)
                .map(text -> new Rule(Optional.empty(), glob(text)))
                .toArray(Rule[]::new));
    }

    private void write(Rule... rules) throws IOException {
        Files.createDirectories(sandbox.home().resolve("run"));
        new ClosedPaths(new Home(sandbox.home())).write(List.of(rules));
    }

    private static String glob(String text) {
        return ((GlobOutcome.Parsed) Glob.parse(text)).glob().expression();
    }

    private Path repository(String name) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(root.resolve(".git/objects"));
        Files.createDirectories(root.resolve(".git/refs"));
        Files.writeString(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        return root;
    }

    private String edit(String path) {
        return event("Edit", "file_path", path);
    }

    private String event(String tool, String name, String value) {
        return event("{\"" + name + "\":" + JSON.writeValueAsString(value) + "}")
                .replace("\"Write\"", "\"" + tool + "\"");
    }

    private String event(String toolInput) {
        return "{\"session_id\":\"s-1\",\"cwd\":\"" + repo
                + "\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"tool_input\":" + toolInput
                + ",\"tool_use_id\":\"toolu_1\"}";
    }

    /** The reason of a refusal: the one thing on standard output, in the host's form. */
    private static String reason(Sandbox.Result result) {
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        JsonNode decision = JSON.readTree(result.out()).get("hookSpecificOutput");
        assertThat(decision.get("hookEventName").asString()).isEqualTo("PreToolUse");
        assertThat(decision.get("permissionDecision").asString()).isEqualTo("deny");
        return decision.get("permissionDecisionReason").asString();
    }

    private static Path program(String name) {
        return Stream.of("/bin", "/usr/bin")
                .map(bin -> Path.of(bin, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
