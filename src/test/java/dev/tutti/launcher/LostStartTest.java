package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon that came up and was lost before anybody asked it did not fail to start: the next one is started. */
@ParameterizedClass
@EnumSource(Client.class)
@Isolated("a start has four seconds")
final class LostStartTest extends StartingTest {

    private static final Sandbox.Result STARTED = new Sandbox.Result(0, "started\n", "");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LostStartTest(Client client) {
        super(client);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aCommandWhoseDaemonIsLostBeforeItIsAskedStartsAnother() throws Exception {
        Path launcher = sandbox.release("lose the first");

        assertThat(sandbox.run(launcher, new byte[0], "status")).isEqualTo(STARTED);

        assertThat(sandbox.started()).isEqualTo(2);
        assertThat(sandbox.home().resolve("run/starting")).doesNotExist();
    }

    @Test
    void aSessionWhoseDaemonIsLostBeforeItIsAskedGoesOnAndItsPromptStartsAnother() throws Exception {
        Path launcher = sandbox.release("lose the first");

        assertThat(hook(launcher, "SessionStart")).isEqualTo(new Sandbox.Result(0, "", ""));
        assertThat(sandbox.home().resolve("run/missed")).content().contains(" SessionStart s ");
        assertThat(hook(launcher, "UserPromptSubmit")).isEqualTo(new Sandbox.Result(0, "{\"from\":\"started\"}", ""));

        assertThat(sandbox.started()).isEqualTo(2);
    }

    @Test
    void whoWaitedForADaemonThatCameUpAndWasLostStartsTheNext() throws Exception {
        Path launcher = sandbox.release("serve");
        StartOfAnother start = new StartOfAnother(sandbox.home());

        Future<Sandbox.Result> waiting = threads.submit(() -> sandbox.run(launcher, new byte[0], "status"));
        start.isWaitedFor();
        start.endsAfter(() -> {
            FakeDaemon.in(sandbox.home(), (_, _) -> {}).close();
            return start;
        });

        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(STARTED);
        assertThat(sandbox.started()).isEqualTo(1);
    }

    @Test
    void whoWaitedForAStartThatEndedWithoutAWordStartsTheNext() throws Exception {
        Path launcher = sandbox.release("serve");
        StartOfAnother start = new StartOfAnother(sandbox.home());
        Files.writeString(sandbox.home().resolve("run/failed"), "1 1600000000\n");

        Future<Sandbox.Result> waiting = threads.submit(() -> sandbox.run(launcher, new byte[0], "status"));
        start.isWaitedFor();
        start.endsAfter(() -> start);

        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(STARTED);
        assertThat(sandbox.started()).isEqualTo(1);
        assertThat(sandbox.home().resolve("run/failed")).doesNotExist();
    }

    @Test
    void whoWaitedForAStartThatFailedIsToldThatAndStartsNone() throws Exception {
        Path launcher = sandbox.release("serve");
        StartOfAnother start = new StartOfAnother(sandbox.home());

        Future<Sandbox.Result> waiting = threads.submit(() -> sandbox.run(launcher, new byte[0], "status"));
        start.isWaitedFor();
        start.endsAfter(() -> Files.writeString(sandbox.home().resolve("run/failed"), "1 1700000000\n"));

        Sandbox.Result result = waiting.get(60, TimeUnit.SECONDS);
        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("another start has just failed");
        assertThat(sandbox.started()).isZero();
        assertThat(sandbox.home().resolve("run/starting")).doesNotExist();
    }

    private Sandbox.Result hook(Path launcher, String event) throws IOException, InterruptedException {
        String input = "{\"session_id\":\"s\",\"hook_event_name\" : \"" + event + "\"}";
        return sandbox.run(launcher, input.getBytes(UTF_8), "hook", "claude");
    }

    /**
     * A start that the process of this test seems to be at. Its file {@code run/starting} is a named pipe, another for each
     * look at it: whoever looks stands still until it is told, so that the test knows where it is.
     */
    private final class StartOfAnother {

        private final Path file;

        StartOfAnother(Path home) throws IOException, InterruptedException {
            file = Files.createDirectories(home.resolve("run")).resolve("starting");
            Files.createDirectories(home.resolve("log"));
            offerPipe();
        }

        /** Returns once somebody has looked and been told that the start goes on. */
        void isWaitedFor() throws Exception {
            try (FileOutputStream looker = looker()) {
                offerPipe();
                tell(looker);
            }
        }

        /** When somebody looks again {@code last} is done, and with that the start is over. */
        void endsAfter(Callable<?> last) throws Exception {
            try (FileOutputStream looker = looker()) {
                last.call();
                Files.delete(file);
                tell(looker);
            }
        }

        private FileOutputStream looker() throws Exception {
            return threads.submit(() -> new FileOutputStream(file.toFile())).get(60, TimeUnit.SECONDS);
        }

        private void tell(FileOutputStream looker) throws IOException {
            long since = Instant.now().getEpochSecond();
            looker.write((ProcessHandle.current().pid() + " " + since + "\n").getBytes(UTF_8));
        }

        private void offerPipe() throws IOException, InterruptedException {
            Path pipe = file.resolveSibling("starting.next");
            Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
            assertThat(made.waitFor()).isZero();
            Files.move(pipe, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
