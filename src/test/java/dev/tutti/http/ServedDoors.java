package dev.tutti.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.testing.CountedIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A real server, and behind it doors that a test replaces, also while it runs. */
@Timeout(60)
abstract class ServedDoors {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final Limits SMALL = new Limits(1_000, 2_000, 4, Duration.ofSeconds(20), Duration.ofSeconds(20));

    final AtomicInteger activity = new AtomicInteger();
    Runnable active = activity::incrementAndGet;
    HookDoor hooks = (agent, environment, body, deadline) -> HookAnswer.of(body);
    VerbDoor verbs = (call, out) -> 0;
    Limits limits = SMALL;
    Ticker ticker = new SystemTicker();
    private final List<Server> started = new ArrayList<>();

    final Server start() {
        HookDoor door = new HookDoor() {
            @Override
            public HookAnswer answer(String agent, Map<String, String> environment, byte[] body, Deadline deadline) {
                return hooks.answer(agent, environment, body, deadline);
            }

            @Override
            public byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] body) {
                return hooks.withoutAnswer(agent, environment, body);
            }
        };
        Doors doors = new Doors(
                door,
                (call, out) -> verbs.run(call, out),
                launcher -> launcher.equals(Path.of("/newer/tutti")),
                () -> active.run());
        Server server = new Server(new ServerPlan(TOKEN, "b1", limits), doors, ticker, new CountedIds());
        server.start();
        started.add(server);
        return server;
    }

    @AfterEach
    void stopServers() {
        started.forEach(server -> server.stop(Duration.ZERO));
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
