package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.exit;
import static dev.tutti.launcher.FakeDaemon.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher in a real terminal, of a private tmux server; skipped where tmux is not. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Client.class)
final class TerminalTest {

    private final Client client;

    @TempDir
    private Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private Sandbox sandbox;
    private boolean opened;

    TerminalTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeSandbox() throws IOException {
        boolean tmux =
                Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, "tmux")));
        if (!tmux) {
            System.out.println("skipped: a terminal needs tmux, which is not here");
        }
        assumeTrue(tmux);
        sandbox = new Sandbox(folder, client);
    }

    @AfterEach
    void closeTerminal() throws Exception {
        over.countDown();
        if (opened) {
            tmux("kill-server");
        }
    }

    @Test
    void aWatcherAsksAgainWhenItsTerminalChangesItsSizeAndGoesOn() throws Exception {
        client.assumeIsNot(Client.CURL, "no trap ends a wait for curl");
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), this::drawAndWait)) {
            open("status", "--watch");
            Request first = daemon.request();

            tmux("resize-window", "-t", "w", "-x", "50", "-y", "10");
            Request second = daemon.request();
            tmux("resize-window", "-t", "w", "-x", "70", "-y", "12");
            Request third = daemon.request();

            assertThat(first.environment())
                    .containsEntry("TUTTI_TTY", "1")
                    .containsEntry("COLUMNS", "80")
                    .containsEntry("LINES", "24");
            assertThat(second.environment()).containsEntry("COLUMNS", "50").containsEntry("LINES", "10");
            assertThat(third.environment()).containsEntry("COLUMNS", "70").containsEntry("LINES", "12");
            assertThat(List.of(first, second, third))
                    .allSatisfy(request -> assertThat(request.arguments()).containsExactly("status", "--watch"))
                    .doesNotHaveDuplicates()
                    .extracting(request -> request.headers().get("tutti-request"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whoDoesNotWatchIsLeftAlone() throws Exception {
        CountDownLatch resized = new CountDownLatch(1);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            out.flush();
            resized.await();
            out.write((frame('o', "done\n") + exit(0)).getBytes(UTF_8));
        })) {
            open("lock", "acquire", "x", "--wait");
            daemon.request();

            tmux("resize-window", "-t", "w", "-x", "50", "-y", "10");
            resized.countDown();

            assertThat(tmux("wait-for", "ended")).isEmpty();
            assertThat(daemon.heardNothing()).isTrue();
        }
    }

    private void drawAndWait(Request request, java.io.OutputStream out) throws IOException, InterruptedException {
        out.write(("HTTP/1.1 200 OK\r\n\r\n" + frame('o', "a picture\n")).getBytes(UTF_8));
        out.flush();
        // As the daemon does it, to see whether somebody is still there.
        while (!over.await(100, TimeUnit.MILLISECONDS)) {
            out.write(frame('o', "").getBytes(UTF_8));
            out.flush();
        }
    }

    /** Starts a command in a terminal of 80 by 24; when it has ended, whoever waits for that in tmux goes on. */
    private void open(String... words) throws Exception {
        String command = "'" + sandbox.launcher() + "' " + String.join(" ", words) + "; tmux -S '"
                + folder.resolve("tmux") + "' wait-for -S ended";
        // A server without sessions ends, and with it whoever waits in it.
        tmux("-f", "/dev/null", "new-session", "-d", "-s", "stays", "cat");
        tmux("new-session", "-d", "-s", "w", "-x", "80", "-y", "24", command);
        opened = true;
    }

    private String tmux(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        Process process = sandbox.builder(command).redirectErrorStream(true).start();
        Sandbox.Result result = Sandbox.finish(process, new byte[0]);
        assertThat(result.exit()).as(result.out()).isZero();
        return result.out();
    }
}
