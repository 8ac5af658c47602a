package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class SessionEnvironmentTest {

    private final SessionEnvironment environment = new SessionEnvironment();
    private final Path file;
    private final Instance instance;

    SessionEnvironmentTest(StoreFixture fixture) {
        Stage stage = new Stage(fixture);
        Actor ann = stage.actor("ann", 101, stage.repository("repo"));
        ann.prompt("x");
        instance = ann.instance().orElseThrow();
        file = stage.made("host").resolve("env");
    }

    @Test
    void aSessionsShellHasItsIdAndItsName() throws IOException {
        environment.append(file.toString(), instance);

        assertThat(file)
                .hasContent("export TUTTI_INSTANCE='" + instance.publicId() + "'\nexport CLAUDE_INSTANCE='A'\n");
    }

    @Test
    void inAPreparedRepositoryItFindsTheCommandsAfterAllOthers() {
        environment.onPath(_ -> Optional.of(Path.of("/opt/ada's tools/libexec/compat")));
        environment.append(file.toString(), instance);

        String path = ProcessRun.of("bash", "-c", ". '" + file + "'; printf %s \"$PATH\"")
                .with("PATH", "/usr/bin:/bin")
                .run()
                .outText();

        assertThat(path).isEqualTo("/usr/bin:/bin:/opt/ada's tools/libexec/compat");
    }

    @Test
    void nothingItCannotWriteOrLearnHarmsTheSession() throws IOException {
        environment.onPath(_ -> {
            throw new IllegalStateException("the store is closed");
        });

        environment.append(file.toString(), instance);
        environment.append(file.resolve("below/a/file").toString(), instance);

        assertThat(Files.readString(file)).contains("TUTTI_INSTANCE").doesNotContain("PATH");
    }
}
