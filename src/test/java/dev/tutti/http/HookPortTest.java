package dev.tutti.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.testing.HandTicker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the launcher's fast way speaks; the answers are compared as they came, since a shell takes them apart by position. */
class HookPortTest extends ServedDoors {

    private static final String NOTHING = "200 00000000\n";

    HookPortTest() {
        limits = new Limits(1_000, 2_000, 512, Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    private static Socket open(Server server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.hookPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String line(String agent, String lengths, int size) {
        return "tutti 1 " + TOKEN + " " + agent + " " + lengths + " " + size + "\n";
    }

    private static String ask(Server server, String request) throws IOException {
        try (Socket socket = open(server)) {
            return ask(socket, request);
        }
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    /** The answer to the smallest good request, which shows that the port still serves. */
    private static String askWell(Server server) throws IOException {
        return ask(server, line("claude", "5", 7) + "PWD=/{}");
    }

    @Test
    void aHookGetsItsEnvironmentAndExactlyItsBytes() throws IOException {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());
        hooks = (agent, environment, body, deadline) -> {
            seen.set(environment);
            return HookAnswer.of((agent + " " + new String(body, UTF_8)).getBytes(UTF_8));
        };

        String answer = ask(start(), line("claude", "8,8", 27) + "PWD=/töA=b=c\nd, {\"x\":\"ü\"}");

        assertThat(answer).isEqualTo("200 00000018\nclaude  {\"x\":\"ü\"}");
        assertThat(seen.get()).isEqualTo(Map.of("PWD", "/tö", "A", "b=c\nd,"));
        assertThat(activity).hasValue(1);
    }

    @Test
    void anEmptyAnswerIsItsHeadAlone() throws IOException {
        hooks = (agent, environment, body, deadline) -> HookAnswer.of(new byte[0]);

        assertThat(askWell(start())).isEqualTo(NOTHING);
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        try (Socket socket = open(start())) {
            socket.setTcpNoDelay(true);
            for (byte next : (line("claude", "5", 7) + "PWD=/{").getBytes(UTF_8)) {
                socket.getOutputStream().write(next);
            }

            assertThat(ask(socket, "}")).isEqualTo("200 00000002\n{}");
        }
    }

    @Test
    void whoDoesNotKnowTheTokenIsToldNothing() throws IOException {
        Server server = start();
        String good = line("claude", "5", 7) + "PWD=/{}";

        for (String request : List.of(
                good.replace(TOKEN, "0".repeat(32)),
                good.replace(TOKEN, ""),
                good.replace(TOKEN, TOKEN + "0"),
                good.replace("tutti", "TUTTI"),
                good.replace(" 7", " -7"),
                good.replace(" 7", " 7 7"),
                good.replace(" 7", " 9999999999"),
                good.replace(" 7\n", " \n"),
                good.replace(" 7\n", "\n"),
                "\n",
                "\0\0\n\n",
                "POST /hook/claude HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n")) {
            assertThat(askOrReset(server, request)).as(request).isEmpty();
        }
        assertThat(activity).hasValue(0);
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
    }

    /** A connection that is closed while bytes of it are unread may end by a reset, which says as little. */
    private static String askOrReset(Server server, String request) {
        try {
            return ask(server, request);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aLineWithoutAnEndIsCutOff() throws IOException {
        Server server = start();

        assertThat(askOrReset(server, "tutti 1 " + "x".repeat(100_000))).isEmpty();
        assertThat(askOrReset(server, line("claude", "1".repeat(20_000), 7))).isEmpty();
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
    }

    @Test
    void whoStopsHalfWayIsNotServed() throws IOException {
        Server server = start();

        for (String half : List.of("", "tutti 1", line("claude", "5", 7).strip(), line("claude", "5", 7) + "PWD=/{")) {
            try (Socket socket = open(server)) {
                socket.getOutputStream().write(half.getBytes(UTF_8));
                socket.shutdownOutput();

                assertThat(socket.getInputStream().readAllBytes()).as(half).isEmpty();
            }
        }
        assertThat(activity).hasValue(0);
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
    }

    @Test
    void whatDoesNotFitIsRefusedWithAStatusAndALine() throws IOException {
        Server server = start();

        assertThat(ask(server, line("claude", "9", 7) + "PWD=/{}"))
                .isEqualTo("400 00000046\nTutti-Env covers more bytes than the body has\n");
        assertThat(ask(server, line("claude", "x", 7) + "PWD=/{}")).startsWith("400 ");
        assertThat(ask(server, line("claude", "", 2) + "{}")).startsWith("400 ");
        assertThat(ask(server, line("..", "5", 7) + "PWD=/{}")).startsWith("404 ");
        assertThat(ask(server, line("claude", "5", 1_001))).startsWith("413 ").endsWith("larger than 1000 bytes\n");
        assertThat(ask(server, line("claude", "5", 7).replace("tutti 1", "tutti 2") + "PWD=/{}"))
                .startsWith("426 ");
        assertThat(ask(server, line("claude", "5", 7).replace("tutti 1", "tutti 0") + "PWD=/{}"))
                .isEqualTo("200 00000002\n{}");
    }

    @Test
    void takesNoMoreThanTheLauncherSendsHereHoweverMuchHttpTakes() throws IOException {
        limits = Limits.DEFAULT;
        Server server = start();
        String most = "PWD=/" + "x".repeat(HookPort.BODY_BYTES_MAX - 5);

        assertThat(ask(server, line("claude", "5", most.length()) + most)).startsWith("200 00065531\nxxx");
        assertThat(ask(server, line("claude", "5", most.length() + 1))).startsWith("413 ");
    }

    @Test
    void aHookThatBreaksInsideIsAnsweredWithNothing() throws IOException {
        hooks = (agent, environment, body, deadline) -> {
            throw new StackOverflowError();
        };

        assertThat(askWell(start())).isEqualTo(NOTHING);
    }

    /** An empty answer would let an edit go on that fails closed. */
    @Test
    void whatBreaksBeforeTheDoorIsAskedIsNotAnswered() throws IOException {
        Server server = start();
        active = () -> {
            throw new OutOfMemoryError("no more threads");
        };

        assertThat(askWell(server)).isEmpty();
        active = () -> {};
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
    }

    @Test
    void aHookThatThinksTooLongIsAnsweredWithNothingKnowsItAndStillCountsAsRunning() throws Exception {
        limits = new Limits(1_000, 1_000, 1, Duration.ZERO, Duration.ofSeconds(20));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(1);
        hooks = (agent, environment, body, deadline) -> {
            await(release);
            return new HookAnswer(body, lost::countDown, () -> {});
        };
        Server server = start();

        assertThat(askWell(server)).isEqualTo(NOTHING);
        assertThat(askWell(server)).startsWith("503 ");
        assertThat(lost.getCount()).isOne();
        release.countDown();
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.stop(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void moreThanThereAreThreadsOfThePlatformAreAnsweredAtOnce() throws Exception {
        int many = RequestThreads.PLATFORM_MAX + 40;
        CountDownLatch all = new CountDownLatch(many);
        hooks = (agent, environment, body, deadline) -> {
            all.countDown();
            await(all);
            return HookAnswer.of(body);
        };
        Server server = start();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                answers.add(threads.submit(() -> askWell(server)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("200 00000002\n{}");
            }
        }
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
    }

    @Test
    void clientsThatSayNothingDoNotKeepOthersWaiting() throws IOException {
        Server server = start();
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 2 * RequestThreads.PLATFORM_MAX; i++) {
            silent.add(open(server));
        }

        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
        for (Socket socket : silent) {
            socket.close();
        }
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
    }

    /** Five thousand silent connections took all of the daemon's memory, and good hooks waited for more than 5 s. */
    @Test
    void ofTooManyClientsThatSayNothingTheFirstAreHungUpOn() throws IOException {
        Server server = start();
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < Unread.MAX + 3; i++) {
            silent.add(open(server));
        }

        assertThat(silent.getFirst().getInputStream().read()).isEqualTo(-1);
        assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
        assertThat(ask(silent.getLast(), line("claude", "5", 7) + "PWD=/{}")).isEqualTo("200 00000002\n{}");
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void whoSaysNothingForTooLongIsHungUpOn() throws IOException {
        HandTicker clock = new HandTicker();
        ticker = clock;
        Server server = start();

        try (Socket silent = open(server);
                Socket slow = open(server)) {
            slow.getOutputStream().write(line("claude", "5", 7).getBytes(UTF_8));
            assertThat(askWell(server)).isEqualTo("200 00000002\n{}");
            clock.pass(Duration.ofSeconds(31));

            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            assertThat(slow.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void stoppingLetsAHookInFlightEndAndTakesNoOther() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        hooks = (agent, environment, body, deadline) -> {
            running.countDown();
            await(release);
            return HookAnswer.of(body);
        };
        Server server = start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> last = threads.submit(() -> askWell(server));
            await(running);
            server.refuseNew();
            assertThat(askWell(server)).isEqualTo("503 00000034\nthe daemon is stopping; try again\n");

            Future<Boolean> whole = threads.submit(() -> server.stop(Duration.ofSeconds(20)));
            release.countDown();

            assertThat(last.get(20, TimeUnit.SECONDS)).isEqualTo("200 00000002\n{}");
            assertThat(whole.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThatThrownBy(() -> askWell(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void theLineShowsNoTokenInALog() {
        String line = line("claude", "5", 7);

        assertThat(HookLine.of(line.strip()).orElseThrow().toString())
                .doesNotContain(TOKEN)
                .contains("claude");
        assertThat(line.getBytes(ISO_8859_1)).hasSizeLessThan(100);
    }
}
