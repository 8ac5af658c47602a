package dev.tutti.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

    SlowStartTest(Client client) {
        super(client);
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
        long begun = java.time.Instant.now().getEpochSecond() - 30;
        Files.writeString(starting, ProcessHandle.current().pid() + " " + begun + "\n");

        Sandbox.Result result = sandbox.hook(launcher, "SessionStart");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("another start has not finished after");
        assertThat(sandbox.started()).isZero();
        assertThat(starting).content().endsWith(" " + begun + "\n");
    }
}
