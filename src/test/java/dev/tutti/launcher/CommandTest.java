package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.exit;
import static dev.tutti.launcher.FakeDaemon.frame;
import static dev.tutti.launcher.FakeDaemon.frames;
import static dev.tutti.launcher.FakeDaemon.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tutti VERB ...}: a command goes to the daemon as it was typed and comes back as it ran there. */
@ParameterizedClass
@EnumSource(Client.class)
final class CommandTest {

    private final Client client;

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    CommandTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder, client);
    }

    @Test
    void forwardsArgumentsAsTheyWereTyped() throws Exception {
        String[] arguments = {
            "task", "set", "", "a b", "it's \"q\"", "two\nlines\n", "ünï 🎼", "$HOME `id` \\", "*", "%s%n"
        };
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(exit(0)))) {
            assertThat(sandbox.command(arguments)).isEqualTo(new Sandbox.Result(0, "", ""));

            Request request = daemon.request();
            assertThat(request.line()).isEqualTo("POST /cli HTTP/1.0");
            assertThat(request.arguments()).containsExactly(arguments);
            assertThat(request.headers()).containsKey("tutti-request");
        }
    }

    @Test
    void forwardsNoArgumentsAtAll() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(frame('o', "hello\n"), exit(0)))) {
            assertThat(sandbox.command().out()).isEqualTo("hello\n");
            assertThat(daemon.request().headers()).doesNotContainKey("tutti-args");
        }
    }

    @Test
    void sendsWhereItRunsAndNoTerminalWhenThereIsNone() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("my tutti"), sandbox.launcher());
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(exit(0)))) {
            sandbox.with("NO_COLOR", "1").with("TUTTI_ANSWER", "forged").with("OPENAI_API_KEY", "secret");
            sandbox.run(link, new byte[0], "status");

            assertThat(daemon.request().environment())
                    .containsEntry("PWD", folder.toString())
                    .containsEntry("NO_COLOR", "1")
                    .containsEntry("TUTTI_LAUNCHER", link.toString())
                    .doesNotContainKeys("TUTTI_TTY", "TUTTI_ANSWER", "OPENAI_API_KEY");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 11, 12, 13, 64, 255})
    void endsWithTheExitCodeOfTheCommand(int code) throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(frame('o', "x"), exit(code)))) {
            assertThat(sandbox.command("status").exit()).isEqualTo(code);
            assertThat(daemon.request().arguments()).containsExactly("status");
        }
    }

    @Test
    void comesBackFromDownWhenTheDaemonIsGone() throws Exception {
        Process leaving = new ProcessBuilder("cat").start();
        CountDownLatch told = new CountDownLatch(1);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (request, out) -> {
            Files.delete(sandbox.home().resolve("run/daemon"));
            frames(frame('o', "the daemon stops\n"), exit(0)).write(request, out);
            told.countDown();
        })) {
            daemon.writeState(sandbox.home(), leaving.pid());
            Process down = sandbox.start(List.of(sandbox.launcher().toString(), "down"));
            told.await();
            assertThat(down.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();

            leaving.destroyForcibly();

            assertThat(Sandbox.finish(down, new byte[0])).isEqualTo(new Sandbox.Result(0, "the daemon stops\n", ""));
        }
    }

    @Test
    void askedWhatDownDoesWaitsForNobody() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(frame('o', "Usage: tutti down\n"), exit(0)))) {
            assertThat(sandbox.command("down", "--help")).isEqualTo(new Sandbox.Result(0, "Usage: tutti down\n", ""));
            assertThat(daemon.request().arguments()).containsExactly("down", "--help");
        }
    }

    @Test
    void printsEachStreamWhereItBelongsAndInOrder() throws Exception {
        String long_ = "ä".repeat(300_000) + "\n\n";
        var answer = frames(
                frame('o', "one\n"),
                frame('e', "-n two\n"),
                frame('o', ""),
                frame('o', "-e %s\\n"),
                frame('o', long_),
                exit(0));
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), answer)) {
            assertThat(sandbox.command("a")).isEqualTo(new Sandbox.Result(0, "one\n-e %s\\n" + long_, "-n two\n"));
            Process both = sandbox.builder(List.of(sandbox.launcher().toString(), "a"))
                    .redirectErrorStream(true)
                    .start();
            assertThat(Sandbox.finish(both, new byte[0]).out()).isEqualTo("one\n-n two\n-e %s\\n" + long_);
            assertThat(daemon.request().arguments()).containsExactly("a");
        }
    }

    @Test
    void printsAFrameBeforeTheNextOneExists() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (_, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n\r\n" + frame('o', "first\n")).getBytes(UTF_8));
            out.flush();
            seen.await();
            out.write((frame('o', "second\n") + exit(0)).getBytes(UTF_8));
        })) {
            Process process = sandbox.start(List.of(sandbox.launcher().toString(), "events", "--follow"));
            InputStream out = process.getInputStream();

            assertThat(new String(out.readNBytes(6), UTF_8)).isEqualTo("first\n");
            seen.countDown();

            assertThat(Sandbox.finish(process, new byte[0])).isEqualTo(new Sandbox.Result(0, "second\n", ""));
            assertThat(daemon.request().arguments()).hasSize(2);
        }
    }

    @Test
    void readsStandardInputOnlyWhenAnArgumentIsADash() throws Exception {
        byte[] input = "line\n\nlast, no end".repeat(60_000).getBytes(UTF_8);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(exit(0)))) {
            sandbox.run(sandbox.launcher(), input, "note", "add", "-");
            assertThat(daemon.request().inputText()).isEqualTo(new String(input, UTF_8));

            // An open pipe that nobody writes to does not hold it up.
            Process process = sandbox.start(List.of(sandbox.launcher().toString(), "note", "add", "--"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.request().input()).isEmpty();
        }
    }

    @Test
    void saysThatTheDaemonWentAwayWhenTheAnswerHasNoEnd() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(frame('o', "half\n")))) {
            Sandbox.Result result = sandbox.command("status");

            assertThat(result.exit()).isEqualTo(69);
            assertThat(result.out()).isEqualTo("half\n");
            assertThat(result.err()).startsWith("tutti: the daemon went away").contains("Next step: ");
            assertThat(daemon.request().arguments()).containsExactly("status");
        }
    }

    @Test
    void repeatsTheRequestUnderTheSameIdAtTheSuccessorOfADaemonThatStops() throws Exception {
        client.assumeIsNot(Client.CURL, "its look whether a daemon listens is a request too");
        try (FakeDaemon successor = FakeDaemon.in(folder.resolve("other"), frames(frame('o', "new\n"), exit(0)));
                FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (request, out) -> {
                    successor.writeState(sandbox.home(), ProcessHandle.current().pid());
                    status("503 Stopping", "stopping\n").write(request, out);
                })) {
            assertThat(sandbox.command("status")).isEqualTo(new Sandbox.Result(0, "new\n", ""));
            assertThat(successor.request().headers().get("tutti-request"))
                    .isEqualTo(daemon.request().headers().get("tutti-request"));
        }
    }

    @Test
    void repeatsTheDaemonsOwnWordsWhenItRefuses() throws Exception {
        client.assumeIsNot(Client.CURL, "curl does not tell the words of a status");
        try (FakeDaemon daemon =
                FakeDaemon.in(sandbox.home(), status("426 Upgrade Required", "wire 1 is not served, only 2 and 3\n"))) {
            Sandbox.Result result = sandbox.command("status");

            assertThat(result.exit()).isEqualTo(69);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("426 Upgrade Required", "wire 1 is not served, only 2 and 3");
            assertThat(daemon.request().arguments()).containsExactly("status");
        }
    }

    @Test
    void endsWith64WhenThereIsNobodyToAsk() throws Exception {
        try (FakeDaemon daemon =
                FakeDaemon.in(sandbox.home(), frames(frame('o', "diff\n"), frame('a', "Write it? [y/n] ")))) {
            Sandbox.Result result = sandbox.command("init");

            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.out()).isEqualTo("diff\n");
            assertThat(result.err()).contains("Write it?", "--yes");
            assertThat(daemon.request().arguments()).containsExactly("init");
        }
    }

    @Test
    void asksThePersonAndSendsTheAnswerWithTheSameCommand() throws Exception {
        assumeTrue(Stream.of("/usr/bin/script").allMatch(file -> Files.isExecutable(Path.of(file))));
        try (FakeDaemon daemon = FakeDaemon.in(
                sandbox.home(),
                (request, out) -> (request.environment().containsKey("TUTTI_ANSWER")
                                ? frames(frame('o', "written\n"), exit(3))
                                : frames(frame('a', "Write it? [y/n] ")))
                        .write(request, out))) {
            Process process = sandbox.start(List.of(
                    "/usr/bin/script",
                    "-qefc",
                    "stty rows 30 cols 99; '" + sandbox.launcher() + "' init 'a b'",
                    "/dev/null"));
            process.getOutputStream().write("yes please\n".getBytes(UTF_8));
            process.getOutputStream().flush();

            Request first = daemon.request();
            Request second = daemon.request();
            Sandbox.Result result = Sandbox.finish(process, new byte[0]);

            assertThat(result.out()).contains("Write it? [y/n] ", "written");
            assertThat(result.exit()).isEqualTo(3);
            assertThat(second.arguments()).containsExactly("init", "a b").isEqualTo(first.arguments());
            assertThat(second.environment()).containsEntry("TUTTI_ANSWER", "yes please");
            assertThat(first.environment()).containsEntry("TUTTI_TTY", "1").containsEntry("COLUMNS", "99");
            assertThat(second.headers().get("tutti-request"))
                    .isNotEqualTo(first.headers().get("tutti-request"));
        }
    }

    @Test
    void endsCleanlyWhenItIsInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (_, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n\r\n" + frame('o', "waiting\n")).getBytes(UTF_8));
            out.flush();
            never.await();
        })) {
            Process process = sandbox.start(List.of(sandbox.launcher().toString(), "lock", "acquire", "--wait"));
            assertThat(new String(process.getInputStream().readNBytes(8), UTF_8))
                    .isEqualTo("waiting\n");

            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();

            assertThat(Sandbox.finish(process, new byte[0])).isEqualTo(new Sandbox.Result(130, "", ""));
            assertThat(daemon.request().arguments()).hasSize(3);
        } finally {
            never.countDown();
        }
    }

    @Test
    void endsQuietlyWhenItsReaderHasLeft() throws Exception {
        String line = "a line of output\n".repeat(4000);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), frames(frame('o', line), frame('o', line), exit(0)))) {
            Process process =
                    sandbox.start(List.of("/bin/bash", "-c", "'" + sandbox.launcher() + "' status | head -n 1"));

            assertThat(Sandbox.finish(process, new byte[0])).isEqualTo(new Sandbox.Result(0, "a line of output\n", ""));
            assertThat(daemon.request().arguments()).containsExactly("status");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "ps"})
    void needsNoDaemonToSayThatNoneRuns(String verb) throws Exception {
        assertThat(sandbox.command(verb)).isEqualTo(new Sandbox.Result(0, "no daemon is running\n", ""));
        assertThat(sandbox.home()).doesNotExist();
    }

    @Test
    void showsTheEndOfTheLogWithoutADaemon() throws Exception {
        Files.createDirectories(sandbox.home().resolve("log"));
        Files.writeString(sandbox.home().resolve("log/daemon.log"), "last words\n");

        Sandbox.Result result = sandbox.command("logs");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo("last words\n");
        assertThat(result.err()).startsWith("no daemon is running");
    }
}
