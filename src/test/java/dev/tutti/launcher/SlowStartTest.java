package dev.tutti.launcher;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A start that takes longer than a hook may wait. Each test is such a wait, and so they wait together. */
@ParameterizedClass
@EnumSource(Client.class)
@Execution(ExecutionMode.CONCURRENT)
final class SlowStartTest extends StartingTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SlowStartTest(Client client) {
        super(client);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aHookDoesNotWaitForASlowStart() throws Exception {
        Path launcher = sandbox.release("linger");

        Sandbox.Result result = sandbox.hook(launcher, "SessionStart");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("{\"systemMessage\":\"Tutti could not be started: ")
                .contains("was not ready after", "tutti doctor");
        assertThat(sandbox.started()).isEqualTo(1);
    }

    /** On a crowded machine half a minute is slow and no failure; a second daemon would only end at the first one's lock. */
    @Test
    void aStartThatIsOnlySlowIsNotTakenOver() throws Exception {
        Path launcher = sandbox.release("serve");
        Files.createDirectories(sandbox.home().resolve("run"));
        Path starting = sandbox.home().resolve("run/starting");
        long begun = Instant.now().getEpochSecond() - 30;
        Files.writeString(starting, ProcessHandle.current().pid() + " " + begun + "\n");

        Sandbox.Result result = sandbox.hook(launcher, "SessionStart");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("another start has not finished after");
        assertThat(sandbox.started()).isZero();
        assertThat(starting).content().endsWith(" " + begun + "\n");
    }

    @Test
    void aStartThatIsJustWritingItsFileIsLeftToItself() throws Exception {
        Path launcher = sandbox.release("serve");
        Path file = Files.createDirectories(sandbox.home().resolve("run")).resolve("starting");
        String owner = ProcessHandle.current().pid() + " " + Instant.now().getEpochSecond() + "\n";
        Files.writeString(file, owner);

        Future<Sandbox.Result> waiting = threads.submit(() -> sandbox.run(launcher, new byte[0], "status"));
        // For longer than an empty file is given, though never empty for so long.
        Instant end = Instant.now().plusSeconds(4);
        while (!waiting.isDone() && Instant.now().isBefore(end)) {
            Files.writeString(file, "", WRITE, TRUNCATE_EXISTING);
            Files.writeString(file, owner, WRITE);
        }
        try (FakeDaemon _ = FakeDaemon.in(
                sandbox.home(), FakeDaemon.frames(FakeDaemon.frame('o', "started\n"), FakeDaemon.exit(0)))) {
            assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(new Sandbox.Result(0, "started\n", ""));
        }

        assertThat(sandbox.started()).isZero();
        assertThat(file).hasContent(owner);
    }
}
