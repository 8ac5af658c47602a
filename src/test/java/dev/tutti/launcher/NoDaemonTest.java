package dev.tutti.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command where no daemon can be started. They wait for nothing but processes of their own, and so run at once. */
@ParameterizedClass
@EnumSource(Client.class)
@Execution(ExecutionMode.CONCURRENT)
final class NoDaemonTest extends StartingTest {

    NoDaemonTest(Client client) {
        super(client);
    }

    /** Stopping it, its log and the list of those that were need none; for all else one is started, or 69 says why not. */
    @ParameterizedTest
    @MethodSource("dev.tutti.cli.Cli#names")
    void withoutADaemonACommandEndsWith69(String command) throws Exception {
        Path launcher = sandbox.release("fail");

        Sandbox.Result result = sandbox.run(launcher, new byte[0], command);

        boolean needsNone = List.of("down", "ps", "logs").contains(command);
        assertThat(result.exit()).isEqualTo(needsNone ? 0 : 69);
        assertThat(result.err().contains("could be started")).isEqualTo(!needsNone);
    }
}
