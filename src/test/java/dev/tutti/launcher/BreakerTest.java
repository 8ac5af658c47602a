package dev.tutti.launcher;

import static dev.tutti.launcher.FakeDaemon.hookAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon that takes a connection and says nothing costs the session one wait, and then none. The tests wait together. */
@ParameterizedClass
@EnumSource(Client.class)
@Execution(ExecutionMode.CONCURRENT)
final class BreakerTest {

    private static final String EVENT = "{\"hook_event_name\":\"PreToolUse\",\"session_id\":\"s\"}";

    private final Client client;

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    BreakerTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder, client);
    }

    @Test
    void givesUpOnASilentDaemonWithOneWarningAndSkipsItThen() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.stopped(sandbox.home(), 50)) {
            Sandbox.Result first = sandbox.hook(EVENT);
            Sandbox.Result second = sandbox.hook(EVENT);

            assertThat(first.exit()).isZero();
            assertThat(first.err()).isEmpty();
            assertThat(first.out().lines())
                    .singleElement()
                    .asString()
                    .startsWith("{\"systemMessage\":\"Tutti's daemon");
            assertThat(second).isEqualTo(new Sandbox.Result(0, "", ""));
            assertThat(missed()).hasSize(2);
            assertThat(daemon.port()).isPositive();
        }
    }

    @Test
    void doesNotHangWhileSendingALargeEventToASilentDaemon() throws Exception {
        String large = EVENT.replace("}", ",\"x\":\"" + "y".repeat(8_000_000) + "\"}");
        try (FakeDaemon daemon = FakeDaemon.stopped(sandbox.home(), 50)) {
            Sandbox.Result result = sandbox.hook(large);

            assertThat(result.exit()).isZero();
            assertThat(result.out()).startsWith("{\"systemMessage\":\"Tutti's daemon");
            assertThat(daemon.port()).isPositive();
        }
    }

    @Test
    void doesNotHangWhileConnectingToADaemonWhoseQueueIsFull() throws Exception {
        expiredBreaker();
        List<Socket> crowd = new ArrayList<>();
        try (FakeDaemon daemon = FakeDaemon.stopped(sandbox.home(), 1)) {
            for (int i = 0; i < 4; i++) {
                crowd.add(tryToConnect(daemon.port()));
            }

            Sandbox.Result result = sandbox.hook(EVENT);

            assertThat(result.exit()).isZero();
            assertThat(result.out()).startsWith("{\"systemMessage\":\"Tutti's daemon");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void countsHalfAHeadAsSilence() throws Exception {
        countsAsSilence("HTTP/1.1 200 OK\r\nContent-len");
    }

    @Test
    void countsHalfAnAnswerAsSilence() throws Exception {
        client.assumeIsNot(Client.BASH, "the port for hooks sends an answer in one piece");
        countsAsSilence("HTTP/1.1 200 OK\r\nContent-length: 9\r\n\r\n{");
    }

    private void countsAsSilence(String half) throws Exception {
        var never = new java.util.concurrent.CountDownLatch(1);
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), (_, out) -> {
            out.write(half.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.flush();
            never.await();
        })) {
            Sandbox.Result result = sandbox.hook(EVENT);

            assertThat(result.exit()).isZero();
            assertThat(result.out()).startsWith("{\"systemMessage\":");
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
        } finally {
            never.countDown();
        }
    }

    @Test
    void returnsToADaemonThatAnswersAgainOnceTheBreakerHasPassed() throws Exception {
        expiredBreaker();
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"))) {
            assertThat(sandbox.hook(EVENT)).isEqualTo(new Sandbox.Result(0, "{}", ""));
            assertThat(sandbox.home().resolve("run/breaker")).doesNotExist();
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
        }
    }

    @Test
    void ignoresABreakerFileOfNonsense() throws Exception {
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(sandbox.home().resolve("run/breaker"), "a[$(touch gotcha)]\n");
        try (FakeDaemon daemon = FakeDaemon.in(sandbox.home(), hookAnswer("{}"))) {
            assertThat(sandbox.hook(EVENT).out()).isEqualTo("{}");
            assertThat(daemon.request().inputText()).isEqualTo(EVENT);
            assertThat(folder.resolve("gotcha")).doesNotExist();
        }
    }

    /** A connection that is queued, or not even that: the attempt alone fills the queue. */
    private static Socket tryToConnect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (java.net.SocketTimeoutException e) {
            assertThat(e).hasMessageContaining("timed out");
        }
        return socket;
    }

    private void expiredBreaker() throws IOException {
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(sandbox.home().resolve("run/breaker"), "1000000000\n");
    }

    private List<String> missed() throws IOException {
        return Files.readAllLines(sandbox.home().resolve("run/missed"));
    }
}
