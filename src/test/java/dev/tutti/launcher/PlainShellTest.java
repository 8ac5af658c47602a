package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.exit;
import static dev.tutti.launcher.FakeDaemon.frame;
import static dev.tutti.launcher.FakeDaemon.frames;
import static dev.tutti.launcher.FakeDaemon.hookAnswer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tutti-jvm}, which finds a Java from a plain shell. What the client then does is every launcher test's matter. */
final class PlainShellTest {

    private static final byte[] EVENT = "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        sandbox = new Sandbox(folder, Client.JVM);
        launcher = sandbox.launcher().resolveSibling("tutti-jvm");
        Files.copy(Path.of("tutti-jvm"), launcher);
    }

    @Test
    void commandsAndHooksReachTheDaemonAlsoThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("my tutti"), launcher);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(frame('o', "hello\n"), exit(10)))) {
            assertThat(sandbox.run(link, new byte[0], "status")).isEqualTo(new Sandbox.Result(10, "hello\n", ""));
            daemon.answerWith(hookAnswer("{}"));
            assertThat(sandbox.run(link, EVENT, "hook", "claude")).isEqualTo(new Sandbox.Result(0, "{}", ""));
        }
    }

    /** The JVM's own complaint about the class file went into the session. */
    @Test
    void anOlderJavaIsPassedOver() throws Exception {
        sandbox.with("TUTTI_JAVA_HOME", older().toString());

        assertThat(sandbox.run(launcher, EVENT, "hook", "claude")).isEqualTo(new Sandbox.Result(0, "", ""));
        Sandbox.Result status = sandbox.run(launcher, new byte[0], "status");
        assertThat(status.exit()).isEqualTo(69);
        assertThat(status.err()).contains("Next step: point TUTTI_JAVA_HOME to a JDK 25");
    }

    @Test
    void ofSeveralTheFirstThatFitsIsTaken() throws Exception {
        String newer = System.getProperty("java.home");
        sandbox.without("TUTTI_JAVA_HOME")
                .with("JAVA_HOME", newer)
                .with("PATH", older().resolve("bin") + ":" + System.getenv("PATH"));
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(exit(0)))) {
            assertThat(sandbox.run(launcher, new byte[0], "status")).isEqualTo(new Sandbox.Result(0, "", ""));
            assertThat(daemon.request().arguments()).containsExactly("status");
        }
    }

    private Path older() throws IOException {
        Path home = folder.resolve("jdk-17");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        Files.writeString(java, "#!/bin/sh\necho 'Error: UnsupportedClassVersionError' >&2\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
