package dev.tutti.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.process.Programs.Command;
import dev.tutti.kernel.process.Programs.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProgramsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Programs programs = new Programs();

    @Test
    void aProgramGetsItsInputAndItsVariablesAndNoOthers() {
        Command command =
                shell("cat; echo $A; env | grep -c HOME >&2; exit 3", Map.of("A", "b", "PATH", "/usr/bin:/bin"));

        assertThat(programs.run(command, LONG)).isEqualTo(new Run.Ended(3, "said\nb\n", "0\n"));
    }

    @Test
    void whatNeverEndsIsKilledWithAllThatItStarted() {
        Run run = programs.run(shell("sleep 1000 & wait", Map.of("PATH", "/usr/bin:/bin")), Duration.ofMillis(200));

        assertThat(run).isEqualTo(new Run.Failed("it did not end within 200 ms"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        Run run = programs.run(new Command(List.of("/none/at/all"), Map.of(), ""), LONG);

        assertThat(run)
                .isInstanceOfSatisfying(
                        Run.Failed.class, failed -> assertThat(failed.why()).contains("it cannot be started"));
    }

    @Test
    void whatReadsNothingIsNoTrouble() {
        Command deaf = new Command(List.of("/bin/sh", "-c", "exit 0"), Map.of(), "x".repeat(1_000_000));

        assertThat(programs.run(deaf, LONG)).isEqualTo(new Run.Ended(0, "", ""));
    }

    private static Command shell(String script, Map<String, String> environment) {
        return new Command(List.of("/bin/sh", "-c", script), environment, "said\n");
    }
}
