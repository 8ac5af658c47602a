package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.hookAnswer;
import static dev.tutti.launcher.FakeDaemon.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code tutti hook claude}: an event in, the daemon's answer out, and never any harm. */
@ParameterizedClass
@EnumSource(Client.class)
final class HookTest {

    private static final String EVENT = """
            {"session_id":"s-1","cwd":"/x","hook_event_name":"PreToolUse","tool_input":{"content":"\\"hook_event_name\\":\\"SessionStart\\""},"tool_use_id":"toolu_1"}""";

    private final Client client;

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    HookTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder, client);
    }

    @Test
    void forwardsTheEventByteForByteAndPrintsTheAnswer() throws Exception {
        String event = EVENT.replace("/x", "/ü 'x' $HOME `id`\t%s\\n") + "\n\n";
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{\"a\": \"ä 100%s\\n\"}\n"))) {
            Sandbox.Result result = sandbox.with("CLAUDE_PID", "42")
                    .with("CLAUDE_PROJECT_DIR", "/p ü\n2")
                    .with("ANTHROPIC_API_KEY", "secret")
                    .hook(event);

            assertThat(result).isEqualTo(new Sandbox.Result(0, "{\"a\": \"ä 100%s\\n\"}\n", ""));
            Request request = daemon.request();
            assertThat(request.headers()).containsEntry("tutti-wire", "1");
            if (client == Client.BASH) {
                assertThat(request.line()).startsWith("tutti 1 " + FakeDaemon.TOKEN + " claude ");
            } else {
                assertThat(request.line()).isEqualTo("POST /hook/claude HTTP/1.0");
                assertThat(request.headers()).containsEntry("host", "127.0.0.1:" + daemon.port());
            }
            assertThat(request.inputText()).isEqualTo(event);
            assertThat(request.environment())
                    .containsEntry("CLAUDE_PID", "42")
                    .containsEntry("CLAUDE_PROJECT_DIR", "/p ü\n2")
                    .containsEntry("PWD", folder.toString())
                    .containsEntry(
                            "TUTTI_CLIENT_PPID",
                            Long.toString(ProcessHandle.current().pid()))
                    .doesNotContainKey("ANTHROPIC_API_KEY")
                    .doesNotContainKey("TUTTI_NAME");
        }
    }

    @Test
    void printsNothingForAnEmptyAnswerOrEmptyInput() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer(""))) {
            assertThat(sandbox.hook("")).isEqualTo(new Sandbox.Result(0, "", ""));
            assertThat(daemon.request().input()).isEmpty();
        }
    }

    @Test
    void dropsNulBytesAndForwardsTheRest() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer(""))) {
            assertThat(sandbox.hook("{\"a\":\0\"b\"}").exit()).isZero();
            assertThat(daemon.request().inputText()).isEqualTo("{\"a\":\"b\"}");
        }
    }

    @Test
    void keepsBytesThatAreNoCharacters() throws Exception {
        byte[] bytes = new byte[255];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("\u0001\u007f\u001f\u0016"))) {
            assertThat(sandbox.run(sandbox.launcher(), bytes, "hook", "claude"))
                    .isEqualTo(new Sandbox.Result(0, "\u0001\u007f\u001f\u0016", ""));
            assertThat(daemon.request().input()).isEqualTo(new String(bytes, ISO_8859_1));
        }
    }

    /** Such as one that has run since before the launcher was brought up to date. */
    @Test
    void reachesADaemonThatHasNoPortForHooksByHttp() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{\"a\":1}"))) {
            client.assumeIsNot(Client.JVM, "it comes with its daemon in one jar");
            Path state = sandbox.home().resolve("run/daemon");
            Files.writeString(state, Files.readString(state).replaceFirst(" [0-9]+\n", "\n"));

            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "{\"a\":1}", ""));
            assertThat(daemon.request().isLine()).isFalse();
        }
    }

    @Test
    void forwardsAMegabyte() throws Exception {
        String event = "{\"hook_event_name\":\"PreToolUse\",\"x\":\"" + "0123456789abcdef".repeat(65536) + "\"}";
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"))) {
            assertThat(sandbox.hook(event)).isEqualTo(new Sandbox.Result(0, "{}", ""));
            assertThat(daemon.request().inputText()).isEqualTo(event);
        }
    }

    @Test
    void worksThroughSymbolicLinksFromAnyFolder() throws Exception {
        Files.createSymbolicLink(folder.resolve("first link"), sandbox.launcher());
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("first link"));

        assertThat(sandbox.run(second, EVENT.getBytes(UTF_8), "hook", "claude"))
                .isEqualTo(new Sandbox.Result(0, "", ""));
        assertThat(missed()).contains("PreToolUse s-1 toolu_1 " + folder);
    }

    @Test
    void keepsAMissedEventWhenNoDaemonRuns() throws Exception {
        assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
        assertThat(sandbox.hook("not JSON")).isEqualTo(new Sandbox.Result(0, "", ""));

        long parent = ProcessHandle.current().pid();
        assertThat(missed().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("\\d+ " + parent + " PreToolUse s-1 toolu_1 \\Q" + folder + "\\E"),
                        line -> assertThat(line).matches("\\d+ " + parent + " - - - \\Q" + folder + "\\E"));
        assertThat(Files.getPosixFilePermissions(sandbox.home())).hasSize(3);
    }

    @Test
    void keepsNoMoreThanAMegabyteOfMissedEvents() throws Exception {
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(sandbox.home().resolve("run/missed"), "x".repeat(1_048_577));

        assertThat(sandbox.hook(EVENT).exit()).isZero();

        assertThat(missed()).hasSize(1_048_577);
    }

    @Test
    void reachesANewerDaemonThatSaysMoreInItsStateFile() throws Exception {
        client.assumeIsNot(Client.JVM, "it is of the daemon's own build");
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"))) {
            Path state = sandbox.home().resolve("run/daemon");
            Files.writeString(state, Files.readString(state).replace("\n", " more\n"));

            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "{}", ""));
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
        }
    }

    @Test
    void takesAStateFileOfAKilledDaemonForNoDaemon() throws Exception {
        FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"));
        daemon.close();

        assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
        assertThat(missed()).contains("PreToolUse");
    }

    @Test
    void printsNothingOfAnAnswerThatWasCutShort() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (_, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-length: 20\r\n\r\n{\"half".getBytes(UTF_8));
        })) {
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));

            daemon.answerWith((_, _) -> {});
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
            assertThat(missed().lines()).hasSize(2);
        }
    }

    @Test
    void asksTheSuccessorOfADaemonThatIsStopping() throws Exception {
        try (FakeDaemon successor = FakeDaemon.in(folder.resolve("other"), hookAnswer("{\"new\":1}"));
                FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (request, out) -> {
                    successor.writeState(sandbox.home(), ProcessHandle.current().pid());
                    status("503 Stopping", "stopping\n").write(request, out);
                })) {
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "{\"new\":1}", ""));
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
        }
    }

    @Test
    void saysOnceThatTheDaemonRefusesAndThenSkipsIt() throws Exception {
        client.assumeIsNot(Client.CURL, "its look whether a daemon listens is a request too");
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), status("401 Unauthorized", "bad token\n"))) {
            Sandbox.Result first = sandbox.hook(EVENT);
            Sandbox.Result second = sandbox.hook(EVENT);

            assertThat(first.exit()).isZero();
            assertThat(first.err()).isEmpty();
            assertThat(first.out())
                    .startsWith("{\"systemMessage\":\"Tutti's daemon")
                    .contains("401")
                    .contains("tutti doctor");
            assertThat(second).isEqualTo(new Sandbox.Result(0, "", ""));
            daemon.request();
            assertThat(daemon.heardNothing()).isTrue();
        }
    }

    @Test
    void staysSilentForAnEventTheDaemonCannotTake() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), status("413 Too Large", "16 MiB\n"))) {
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
            assertThat(sandbox.home().resolve("run/breaker")).doesNotExist();
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
        }
    }

    @Test
    void survivesAClosedStandardInputAndPosixMode() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"))) {
            Process process = sandbox.with("POSIXLY_CORRECT", "1")
                    .with("input", EVENT)
                    .start(java.util.List.of("/bin/bash", "-c", "'" + sandbox.launcher() + "' hook claude <&-"));

            assertThat(Sandbox.finish(process, new byte[0])).isEqualTo(new Sandbox.Result(0, "{}", ""));
            assertThat(daemon.request().input()).isEmpty();
        }
        assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
    }

    @Test
    void ignoresWhatBashWouldRunFirst() throws Exception {
        Path trap = Files.writeString(folder.resolve("bash_env"), "echo noise\n");
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"))) {
            assertThat(sandbox.with("BASH_ENV", trap.toString()).hook(EVENT).out())
                    .isEqualTo("{}");
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
        }
    }

    private String missed() throws IOException {
        return Files.readString(sandbox.home().resolve("run/missed"));
    }
}
