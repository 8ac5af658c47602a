package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tutti doctor} sends an event through the real launcher. */
final class DoctorIT {

    @TempDir
    private Path folder;

    @Test
    void anEventGoesTheWholeWayAndLeavesNothing() {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            tutti.up();

            String said = tutti.command("doctor").in(repository.root()).run().outText();

            assertThat(said)
                    .contains("ok    an event went through " + BuiltTutti.launcher() + " to this daemon and back");
            repository.git("clone", "-q", "--bare", ".", "../bare.git");
            Path bare = repository.root().resolveSibling("bare.git");
            assertThat(tutti.command("doctor").in(bare).run().outText())
                    .contains("ok    you are in the git repository " + bare + ", which has no files of its own");
            assertThat(tutti.command("status").in(repository.root()).run().outText())
                    .contains("Nobody is here");
        }
    }

    @Test
    void anEventThatTheLauncherSkipsIsMissed() throws Exception {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            tutti.up();
            Files.writeString(tutti.home().root().resolve("run/breaker"), "99999999999\n");

            assertThat(tutti.command("doctor").in(repository.root()).run().outText())
                    .contains("FAIL  an event sent through " + BuiltTutti.launcher()
                            + " did not arrive here: this daemon never heard of it");
        }
    }
}
