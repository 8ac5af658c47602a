package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.http.Doors;
import dev.tutti.http.HookAnswer;
import dev.tutti.http.HookDoor;
import dev.tutti.http.Limits;
import dev.tutti.http.Server;
import dev.tutti.http.ServerPlan;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.ServingState;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.testing.CountedIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real server behind the real launcher: how long both wait must fit together. */
@Isolated("it looks at real time limits")
final class LateAnswerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Client.class)
    void whatIsSaidInPlaceOfALateAnswerReachesTheHost(Client client) throws Exception {
        Sandbox sandbox = new Sandbox(folder, client);
        CountDownLatch release = new CountDownLatch(1);
        Doors doors = new Doors(new Stuck(release), (_, _) -> 0, _ -> false, () -> {});
        ServerPlan plan = new ServerPlan(FakeDaemon.TOKEN, "B1", Limits.DEFAULT);
        Server server = new Server(plan, doors, new SystemTicker(), new CountedIds());
        server.start();
        try {
            Home home = new Home(sandbox.home());
            home.open();
            long self = ProcessHandle.current().pid();
            new ServingState(server.port(), FakeDaemon.TOKEN, Server.WIRE, self, "B1", server.hookPort()).write(home);

            assertThat(sandbox.hook("{\"hook_event_name\":\"PreToolUse\"}"))
                    .isEqualTo(new Sandbox.Result(0, "{\"in\":\"its place\"}", ""));
            assertThat(sandbox.home().resolve("run/breaker")).doesNotExist();
        } finally {
            release.countDown();
            server.stop(Duration.ZERO);
        }
    }

    /** Thinks until it is released. */
    private record Stuck(CountDownLatch release) implements HookDoor {
        @Override
        public HookAnswer answer(String agent, Map<String, String> environment, byte[] body, Deadline deadline) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return HookAnswer.of(new byte[0]);
        }

        @Override
        public byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] body) {
            return "{\"in\":\"its place\"}".getBytes(UTF_8);
        }
    }
}
