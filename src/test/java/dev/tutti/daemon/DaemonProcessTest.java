package dev.tutti.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.http.WireClient;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.Registry;
import dev.tutti.kernel.home.ServingState;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The entry point in processes of its own, where locks, signals and logging are the real ones. */
@Timeout(120)
@Isolated("its daemons have real time limits")
class DaemonProcessTest {

    @TempDir
    Path folder;

    @TempDir
    Path outputs;

    private final List<Process> processes = new ArrayList<>();
    private Home home = new Home(Path.of("/none"));

    @BeforeEach
    void nameHome() {
        home = new Home(folder.resolve("home"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process run(String verb) throws IOException {
        return run(verb, Map.of());
    }

    private Process run(String verb, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tutti.daemon.Main",
                verb);
        builder.environment().put("TUTTI_HOME", home.root().toString());
        builder.environment().putAll(environment);
        // Into a file: the JDK closes the streams of a process that it ends.
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(outputs.resolve("out").toFile()));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void end(Process process, int code) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(outputs.resolve("out")).isEmptyFile();
        assertThat(process.exitValue()).isEqualTo(code);
    }

    /** Looks until somebody serves; the time limit of the test is the deadline. */
    private ServingState awaitServing() {
        Optional<ServingState> state = ServingState.read(home);
        while (state.isEmpty()) {
            LockSupport.parkNanos(5_000_000);
            state = ServingState.read(home);
        }
        return state.get();
    }

    @Test
    void ofManyStartedAtOnceOneServesAndASignalEndsItInOrder() throws Exception {
        for (int i = 0; i < 5; i++) {
            run("daemon");
        }
        ServingState state = awaitServing();
        Process server = processes.stream()
                .filter(process -> process.pid() == state.pid())
                .findFirst()
                .orElseThrow();
        for (Process process : processes) {
            if (process != server) {
                end(process, 0);
            }
        }
        assertThat(new WireClient(state)
                        .hook("claude", Map.of("PWD", "/"), "{}".getBytes(UTF_8))
                        .status())
                .isEqualTo(200);

        server.destroy();
        end(server, 143);

        assertThat(home.state()).doesNotExist();
        assertThat(reasons()).containsExactly(StopCause.SIGNAL);
        assertThat(home.log())
                .content()
                .contains("serving " + home.root())
                .contains("another daemon serves this home")
                .contains("stopping: signal")
                .contains("daemon stopped")
                .doesNotContain(state.token());
    }

    @Test
    void afterAKillTheNextStartServesAndSaysWhatHappened() throws Exception {
        Process killed = run("daemon");
        ServingState stale = awaitServing();
        killed.destroyForcibly();
        end(killed, 137);
        assertThat(ServingState.read(home)).contains(stale);

        Process next = run("daemon");
        ServingState state = awaitServing();
        while (state.equals(stale)) {
            LockSupport.parkNanos(5_000_000);
            state = awaitServing();
        }

        assertThat(state.pid()).isEqualTo(next.pid());
        next.destroy();
        end(next, 143);
        assertThat(reasons()).containsExactly(StopCause.SIGNAL, StopCause.DIED);
    }

    /** It is for the time when no daemon is there. */
    @Test
    void whatFailsClosedIsLeftForLaunchersWhenTheDaemonIsKilledAndGoesWhenTheSettingDoes() throws Exception {
        Process killed = run("daemon", Map.of("TUTTI_LOCKS_FAIL_CLOSED", "secrets/**"));
        ServingState stale = awaitServing();
        awaitThat(() -> Files.exists(home.closedPaths()));
        killed.destroyForcibly();
        end(killed, 137);
        assertThat(home.closedPaths()).content().isEqualTo("*\t^(secrets(/[^/]+)*)$\n");

        Process next = run("daemon");
        awaitThat(() -> !awaitServing().equals(stale) && !Files.exists(home.closedPaths()));
        next.destroy();
        end(next, 143);
    }

    /** The time limit of the test is the deadline. */
    private static void awaitThat(BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void trainingSucceedsAndLeavesNothingBehind() throws Exception {
        end(run("train"), 0);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUnknownVerbIsAnUsageError() throws Exception {
        Process process = run("status");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(64);
    }

    private List<StopCause> reasons() {
        return new Registry(home)
                .entries().stream()
                        .flatMap(entry -> entry.reason().map(StopReason::cause).stream())
                        .toList();
    }
}
