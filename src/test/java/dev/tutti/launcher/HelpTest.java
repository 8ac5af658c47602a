package dev.tutti.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs that the launcher answers itself explain themselves, without a daemon. */
@ParameterizedClass
@EnumSource(Client.class)
final class HelpTest {

    private final Client client;

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    HelpTest(Client client) {
        this.client = client;
    }

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = new Sandbox(folder, client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void theDemoShowsItsActsAndAnExample(String flag) throws Exception {
        Sandbox.Result help = sandbox.command("demo", flag);

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage: tutti demo [ACT]", "Acts:\n  locks", "Example:\n  tutti demo locks");
        assertThat(sandbox.home()).doesNotExist();
    }

    @Test
    void anUnknownActIsRefusedWithTheNamesOfTheActs() throws Exception {
        Sandbox.Result unknown = sandbox.command("demo", "opera");

        assertThat(unknown.exit()).isEqualTo(64);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err())
                .contains("there is no act \"opera\"", "the acts are: locks pool", "tutti demo --help");
        assertThat(sandbox.command("demo", "locks", "locks").exit()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void theHookShowsAnExample(String flag) throws Exception {
        Sandbox.Result help = sandbox.command("hook", flag);

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage: tutti hook AGENT", "Example:", "| tutti hook claude");
        assertThat(sandbox.home()).doesNotExist();
    }

    @Test
    void aHookWithoutAnAgentIsAnErrorOfUse() throws Exception {
        Sandbox.Result nothing = sandbox.command("hook");

        assertThat(nothing.exit()).isEqualTo(64);
        assertThat(nothing.err()).contains("needs the kind of agent", "tutti hook --help");
        assertThat(sandbox.command("hook", "--json").exit()).isEqualTo(64);
    }
}
