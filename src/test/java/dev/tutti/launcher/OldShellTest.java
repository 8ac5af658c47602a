package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.exit;
import static dev.tutti.launcher.FakeDaemon.frame;
import static dev.tutti.launcher.FakeDaemon.frames;
import static dev.tutti.launcher.FakeDaemon.hookAnswer;
import static dev.tutti.launcher.FakeDaemon.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slower way through curl: the same bytes, the same answers. */
final class OldShellTest {

    private static final String EVENT = "{\"hook_event_name\":\"PreToolUse\",\"x\":\"ü %s\"}\n\n";

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")));
        sandbox = new Sandbox(folder).with("TUTTI_CLIENT", "curl").with("http_proxy", "http://127.0.0.1:1");
    }

    @Test
    void forwardsAHook() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{\"a\":1}\n"))) {
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "{\"a\":1}\n", ""));

            Request request = daemon.request();
            assertThat(request.inputText()).isEqualTo(EVENT);
            assertThat(request.environment()).containsEntry("PWD", folder.toString());
        }
    }

    @Test
    void staysSilentWithoutADaemonAndWarnsOfASilentOne() throws Exception {
        assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
        try (FakeDaemon daemon = FakeDaemon.stopped(sandbox.home(), 50)) {
            assertThat(sandbox.hook(EVENT).out()).startsWith("{\"systemMessage\":");
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "", ""));
            assertThat(daemon.port()).isPositive();
        }
    }

    @Test
    void forwardsACommand() throws Exception {
        var answer = frames(frame('o', "ä\n\n"), frame('e', "err\n"), frame('o', ""), frame('o', "-n"), exit(12));
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), answer)) {
            assertThat(sandbox.run(Sandbox.launcher(), "in\n".getBytes(UTF_8), "note", "a\nb", "-"))
                    .isEqualTo(new Sandbox.Result(12, "ä\n\n-n", "err\n"));

            Request request = daemon.request();
            assertThat(request.arguments()).containsExactly("note", "a\nb", "-");
            assertThat(request.inputText()).isEqualTo("in\n");
        }
    }

    @Test
    void tellsARefusalFromADaemonThatWentAway() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), status("403 Forbidden", "foreign host\n"))) {
            Sandbox.Result refused = sandbox.command("status");
            assertThat(refused.exit()).isEqualTo(69);
            assertThat(refused.err()).contains("403", "foreign host");

            daemon.answerWith(frames(frame('o', "half")));
            Sandbox.Result cut = sandbox.command("status");
            assertThat(cut.exit()).isEqualTo(69);
            assertThat(cut.err()).contains("went away");
        }
        assertThat(sandbox.command("ps").out()).isEqualTo("no daemon is running\n");
    }
}
