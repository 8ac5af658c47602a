package dev.tutti.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ServerTest extends ServedDoors {

    private static RawHttp hook(Server server) {
        return new RawHttp(server.port(), "POST", "/hook/claude").token(TOKEN);
    }

    private static RawHttp verb(Server server, String... arguments) {
        RawHttp request =
                new RawHttp(server.port(), "POST", "/cli").token(TOKEN).with("Tutti-Wire", "1");
        if (arguments.length == 0) {
            return request;
        }
        List<String> lengths = new ArrayList<>();
        for (String argument : arguments) {
            lengths.add(Integer.toString(argument.getBytes(UTF_8).length));
        }
        return request.with("Tutti-Args", String.join(",", lengths)).body(String.join("", arguments));
    }

    @Test
    void healthNamesTheBuildAndIsNoActivity() throws IOException {
        RawHttp.Answer answer =
                new RawHttp(start().port(), "GET", "/health").token(TOKEN).send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok b1\n");
        assertThat(activity).hasValue(0);
    }

    @Test
    void aForeignHostIsRefusedBeforeTheTokenIsLookedAt() throws IOException {
        Server server = start();

        for (String host : List.of("evil.example", "127.0.0.1.evil.example", "127.0.0.1:1", "", "[::1]")) {
            assertThat(hook(server).with("Host", host).send().status()).as(host).isEqualTo(403);
        }
        assertThat(hook(server).without("Host").send().status()).isEqualTo(403);
        assertThat(hook(server)
                        .with("Host", "evil.example")
                        .token("wrong")
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void localhostWithAndWithoutThePortIsServed() throws IOException {
        Server server = start();

        for (String host : List.of("localhost", "LOCALHOST:" + server.port(), "127.0.0.1")) {
            assertThat(hook(server).with("Host", host).send().status()).as(host).isEqualTo(200);
        }
    }

    @Test
    void anyOriginIsRefused() throws IOException {
        Server server = start();

        assertThat(hook(server).with("Origin", "http://localhost").send().status())
                .isEqualTo(403);
        assertThat(hook(server).with("Origin", "null").send().status()).isEqualTo(403);
        assertThat(activity).hasValue(0);
    }

    @Test
    void aMissingOrWrongTokenIsRefused() throws IOException {
        Server server = start();

        assertThat(hook(server).without("Authorization").send().status()).isEqualTo(401);
        assertThat(hook(server).token("0".repeat(32)).send().status()).isEqualTo(401);
        assertThat(hook(server).token(TOKEN + "0").send().status()).isEqualTo(401);
        assertThat(hook(server).with("Authorization", "Basic " + TOKEN).send().status())
                .isEqualTo(401);
        assertThat(hook(server).token("wrong").send().text())
                .doesNotContain(TOKEN)
                .hasLineCount(1);
    }

    @Test
    void aWireVersionThatIsNotServedIsToldWhichAre() throws IOException {
        Server server = start();

        RawHttp.Answer answer = hook(server).with("Tutti-Wire", "2").send();

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.text()).contains("wire version 2 is not served, only 1");
        assertThat(hook(server).with("Tutti-Wire", "x").send().status()).isEqualTo(426);
        assertThat(hook(server).with("Tutti-Wire", "0").send().status()).isEqualTo(200);
    }

    @Test
    void unknownPlacesAndMethodsAreRefused() throws IOException {
        Server server = start();

        assertThat(new RawHttp(server.port(), "POST", "/else")
                        .token(TOKEN)
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(new RawHttp(server.port(), "GET", "/cli").token(TOKEN).send().status())
                .isEqualTo(405);
        assertThat(new RawHttp(server.port(), "POST", "/hook/..%2f")
                        .token(TOKEN)
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anOversizedBodyIsRefusedAndTheRefusalIsHeard() throws IOException {
        Server server = start();

        RawHttp.Answer answer = hook(server).body("x".repeat(3_000_000)).send();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).isEqualTo("the request is larger than 1000 bytes\n");
        assertThat(verb(server, "y".repeat(2_001)).send().status()).isEqualTo(413);
        assertThat(hook(server).body("x".repeat(1_000)).send().status()).isEqualTo(200);
    }

    @Test
    void anOversizedBodyWithoutALengthIsCutOffAtTheBound() throws IOException {
        Server server = start();
        String chunk = "200\r\n" + "x".repeat(512) + "\r\n";
        RawHttp request = hook(server).with("Transfer-Encoding", "chunked");

        try (Socket socket = request.open()) {
            socket.getOutputStream().write(request.bytes());
            socket.getOutputStream().write((chunk.repeat(3) + "0\r\n\r\n").getBytes(UTF_8));

            assertThat(RawHttp.read(socket).status()).isEqualTo(413);
        }
    }

    @Test
    void lengthsThatDoNotFitTheBodyAreRefused() throws IOException {
        Server server = start();

        for (String lengths : List.of("4", "-1", "1,,1", "x", "", "99999999999", "1;1")) {
            assertThat(verb(server)
                            .with("Tutti-Args", lengths)
                            .body("abc")
                            .send()
                            .status())
                    .as(lengths)
                    .isEqualTo(400);
        }
        assertThat(verb(server).with("Tutti-Env", "3").body("abc").send().text())
                .contains("NAME=value");
        assertThat(verb(server).without("Tutti-Wire").send().status()).isEqualTo(400);
        assertThat(verb(server).with("Tutti-Request", "a b").send().status()).isEqualTo(400);
    }

    @Test
    void aHookGetsItsEnvironmentAndExactlyItsBytes() throws IOException {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());
        hooks = (agent, environment, body, deadline) -> {
            seen.set(environment);
            return HookAnswer.of((agent + " " + new String(body, UTF_8)).getBytes(UTF_8));
        };

        RawHttp.Answer answer = hook(start())
                .with("Tutti-Env", "8,8")
                .body("PWD=/töA=b=c\nd, {\"x\":\"ü\"}")
                .send();

        assertThat(answer.text()).isEqualTo("claude  {\"x\":\"ü\"}");
        assertThat(seen.get()).isEqualTo(Map.of("PWD", "/tö", "A", "b=c\nd,"));
    }

    @Test
    void aHostsOwnHookNeedsNothingButTheToken() throws IOException {
        RawHttp.Answer answer = hook(start()).body("{}").send();

        assertThat(answer.text()).isEqualTo("{}");
        assertThat(answer.headers()).contains("Content-length: 2").contains("application/json");
    }

    @Test
    void aHookThatBreaksInsideIsAnsweredWithNothing() throws IOException {
        Server server = start();
        for (Throwable failure : List.of(new IllegalStateException("secret"), new StackOverflowError())) {
            hooks = (agent, environment, body, deadline) -> sneak(failure);

            RawHttp.Answer answer = hook(server).body("{}").send();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers()).contains("Content-length: 0");
        }
    }

    /** Some calls must not go on without an answer: the door is asked what to say instead. */
    @Test
    void aHookWithoutAnAnswerIsAnsweredAsTheDoorSays() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>("");
        hooks = new HookDoor() {
            @Override
            public HookAnswer answer(String agent, Map<String, String> environment, byte[] body, Deadline deadline) {
                throw new IllegalStateException("broken");
            }

            @Override
            public byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] body) {
                asked.set(agent + " " + environment.get("PWD") + " " + new String(body, UTF_8));
                if (body.length > 2) {
                    throw new IllegalStateException("broken too");
                }
                return "no".getBytes(UTF_8);
            }
        };
        Server server = start();

        assertThat(hook(server).with("Tutti-Env", "6").body("PWD=/xhi").send().text())
                .isEqualTo("no");
        assertThat(asked.get()).isEqualTo("claude /x hi");
        assertThat(hook(server).body("long").send().text()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> HookAnswer sneak(Throwable failure) throws E {
        throw (E) failure;
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

        RawHttp.Answer late = hook(server).body("{}").send();
        RawHttp.Answer next = hook(server).body("{}").send();

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body()).isEmpty();
        assertThat(next.status()).isEqualTo(503);
        assertThat(lost.getCount()).isOne();
        release.countDown();
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.stop(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aCommandGetsItsPartsAndStreamsItsFrames() throws IOException {
        AtomicReference<VerbCall> seen = new AtomicReference<>();
        verbs = (call, out) -> {
            seen.set(call);
            out.out("grün\n");
            out.err("oh");
            out.ask("sure?");
            return 10;
        };

        RawHttp.Answer answer = verb(start())
                .with("Tutti-Args", "4,0,2")
                .with("Tutti-Env", "6,14")
                .with("Tutti-Request", "r1")
                .body("lock--PWD=/aTUTTI_ANSWER=yin\0put")
                .send();

        assertThat(answer.text()).isEqualTo("o 6\ngrün\ne 2\noha 5\nsure?x 10\n");
        VerbCall call = requireNonNull(seen.get());
        assertThat(call.arguments()).containsExactly("lock", "", "--");
        assertThat(call.environment()).containsEntry("PWD", "/a");
        assertThat(call.answer()).contains("y");
        assertThat(call.input()).isEqualTo("in\0put".getBytes(UTF_8));
    }

    @Test
    void aCommandThatBreaksInsideSaysOneLineAndEndsWith70() throws IOException {
        verbs = (call, out) -> {
            throw new IllegalStateException("secret");
        };

        RawHttp.Answer answer = verb(start(), "boom").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .startsWith("e ")
                .contains("logged as 00000001")
                .doesNotContain("secret")
                .endsWith("x 70\n")
                .hasLineCount(3);
    }

    @Test
    void aRetriedCommandRunsOnceAndIsAnsweredTheSame() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        verbs = (call, out) -> {
            out.out("run " + runs.incrementAndGet());
            return 11;
        };
        Server server = start();

        String first = verb(server, "a").with("Tutti-Request", "same").send().text();
        String second = verb(server, "a").with("Tutti-Request", "same").send().text();
        String other = verb(server, "a").with("Tutti-Request", "other").send().text();

        assertThat(first).isEqualTo("o 5\nrun 1x 11\n");
        assertThat(second).isEqualTo(first);
        assertThat(other).isEqualTo("o 5\nrun 2x 11\n");
    }

    @Test
    void aRetryWhileTheFirstTryStillRunsWaitsForItsAnswer() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        verbs = (call, out) -> {
            runs.incrementAndGet();
            running.countDown();
            await(release);
            out.out("done");
            return 0;
        };
        Server server = start();
        RawHttp lost = verb(server, "a").with("Tutti-Request", "same");
        try (Socket socket = lost.open()) {
            socket.getOutputStream().write(lost.bytes());
            await(running);
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RawHttp.Answer> retry = threads.submit(
                    () -> verb(server, "a").with("Tutti-Request", "same").send());
            release.countDown();

            assertThat(retry.get(20, TimeUnit.SECONDS).text()).isEqualTo("o 4\ndonex 0\n");
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void aCommandWhoseClientWentAwayIsToldAndARetryRunsItAgain() throws Exception {
        HandTicker clock = new HandTicker();
        ticker = clock;
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gaveUp = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        verbs = (call, out) -> {
            if (runs.incrementAndGet() == 1) {
                running.countDown();
                while (out.open()) {
                    clock.pass(Duration.ofMillis(200));
                    Thread.yield();
                }
                gaveUp.countDown();
            }
            return 0;
        };
        Server server = start();
        RawHttp waiting = verb(server, "a").with("Tutti-Request", "same");
        try (Socket socket = waiting.open()) {
            socket.getOutputStream().write(waiting.bytes());
            await(running);
        }
        await(gaveUp);

        RawHttp.Answer retry = verb(server, "a").with("Tutti-Request", "same").send();

        assertThat(retry.text()).endsWith("x 0\n");
    }

    @Test
    void onlySoManyEndedCallsAreRemembered() {
        RecentCalls recent = new RecentCalls();
        RecentCalls.Claim running = recent.claim(new RecentCalls.Key("running", Optional.empty()));
        for (int i = 0; i < RecentCalls.CALLS_MAX + 10; i++) {
            RecentCalls.Claim ended = recent.claim(new RecentCalls.Key("ended" + i, Optional.empty()));
            ended.call().frames().complete(Optional.empty());
        }

        assertThat(recent.size()).isEqualTo(RecentCalls.CALLS_MAX);
        assertThat(recent.claim(new RecentCalls.Key("running", Optional.empty()))
                        .call())
                .isSameAs(running.call());
        assertThat(recent.claim(new RecentCalls.Key("ended0", Optional.empty())).first())
                .isTrue();
    }

    @Test
    void aRetryOfALongAnswerIsToldThatItRan() throws IOException {
        limits = Limits.DEFAULT;
        AtomicInteger runs = new AtomicInteger();
        verbs = (call, out) -> {
            runs.incrementAndGet();
            out.out("x".repeat(FrameOutput.KEPT_BYTES_MAX + 1));
            return 0;
        };
        Server server = start();

        verb(server, "a").with("Tutti-Request", "same").send();
        RawHttp.Answer retry = verb(server, "a").with("Tutti-Request", "same").send();

        assertThat(retry.text()).contains("already ran").endsWith("x 69\n");
        assertThat(runs).hasValue(1);
    }

    @Test
    void requestsBeyondTheBoundAreTurnedAwayAtOnce() throws Exception {
        CountDownLatch running = new CountDownLatch(SMALL.inFlight());
        CountDownLatch release = new CountDownLatch(1);
        verbs = (call, out) -> {
            running.countDown();
            await(release);
            return 0;
        };
        Server server = start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawHttp.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < SMALL.inFlight(); i++) {
                answers.add(threads.submit(() -> verb(server, "a").send()));
            }
            await(running);

            assertThat(verb(server, "a").send().status()).isEqualTo(503);
            release.countDown();
            for (Future<RawHttp.Answer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).text()).isEqualTo("x 0\n");
            }
        }
    }

    @Test
    void clientsThatSpeakSlowlyDoNotKeepOthersWaiting() throws IOException {
        Server server = start();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RawHttp request = hook(server).body("x".repeat(100));
            Socket socket = request.open();
            byte[] bytes = request.bytes();
            socket.getOutputStream().write(bytes, 0, i % 2 == 0 ? 20 : 60);
            slow.add(socket);
        }

        RawHttp.Answer answer = hook(server).body("{}").send();

        assertThat(answer.text()).isEqualTo("{}");
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void stoppingLetsARequestInFlightEndAndRefusesNewOnes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Boolean> openWhileStopping = new CompletableFuture<>();
        verbs = (call, out) -> {
            running.countDown();
            while (out.open()) {
                Thread.yield();
            }
            openWhileStopping.complete(true);
            out.out("ended");
            return 0;
        };
        Server server = start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RawHttp.Answer> following =
                    threads.submit(() -> verb(server, "events", "--follow").send());
            await(running);

            boolean whole = server.stop(Duration.ofSeconds(20));

            assertThat(whole).isTrue();
            assertThat(following.get(20, TimeUnit.SECONDS).text()).endsWith("o 5\nendedx 0\n");
            assertThat(openWhileStopping).isCompleted();
        }
    }

    @Test
    void aCommandOfAReleaseThatIsMadeWayForIsTurnedAwayUnrun() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        verbs = (call, out) -> runs.incrementAndGet();
        Server server = start();

        assertThat(commandOf(server, "/newer/tutti").status()).isEqualTo(503);
        assertThat(runs).hasValue(0);
        assertThat(commandOf(server, "/same/tutti").status()).isEqualTo(200);
        assertThat(commandOf(server, "tutti").status()).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    private static RawHttp.Answer commandOf(Server server, String launcher) throws IOException {
        String entry = "TUTTI_LAUNCHER=" + launcher;
        return new RawHttp(server.port(), "POST", "/cli")
                .token(TOKEN)
                .with("Tutti-Wire", "1")
                .with("Tutti-Env", Integer.toString(entry.length()))
                .body(entry)
                .send();
    }

    @Test
    void aKeptConnectionServesManyRequests() throws IOException {
        Server server = start();
        String request = "POST /hook/claude HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                + "\r\nContent-Length: 2\r\n\r\n{}";
        String last = request.replace("Content-Length", "Connection: close\r\nContent-Length");

        try (Socket socket = hook(server).open()) {
            socket.getOutputStream().write((request + request + last).getBytes(UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        }
    }
}
