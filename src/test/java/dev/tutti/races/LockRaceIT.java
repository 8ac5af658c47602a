package dev.tutti.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.races.Contenders.Tally;
import dev.tutti.testing.EmbeddedServer;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty processes want the same, some of them are killed while they have it: never two inside. */
class LockRaceIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void isBuilt() {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
    }

    @Test
    void commandsNeverHoldOneReusedPathTwice() {
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            tutti.up();

            Tally tally = contenders(repository, List.of(tutti)).race(Ways.COMMANDS, "src/reused");

            assertThat(tally.entered()).isPositive();
            assertThat(tally.refused()).isPositive();
        }
    }

    @Test
    void commandsNeverHoldOverlappingGlobsAndPathsTogether() {
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            tutti.up();

            Tally tally = contenders(repository, List.of(tutti)).race(Ways.COMMANDS, "src/**", "src/f");

            assertThat(tally.entered()).isPositive();
            assertThat(tally.refused()).isPositive();
        }
    }

    @Test
    void agentsNeverEditOneFileTogether() {
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            repository.write("src/reused", "as it was\n");
            repository.commitAll("a file to race for");
            tutti.up();

            Tally tally = contenders(repository, List.of(tutti)).race(Ways.HOOKS, "src/reused");

            assertThat(tally.entered()).as(tutti.log()).isPositive();
            assertThat(tally.refused()).as(tutti.log()).isPositive();
        }
    }

    @Test
    void twoDaemonsOnOneDatabaseNeverGrantTogether() {
        PostgresSettings database = EmbeddedServer.get().emptyDatabase();
        Map<String, String> team = Map.of("TUTTI_STORE", database.url());
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti first = new BuiltTutti(folder.resolve("first"), team);
                BuiltTutti second = new BuiltTutti(folder.resolve("second"), team)) {
            first.up();
            second.up();

            Tally tally = contenders(repository, List.of(first, second)).race(Ways.COMMANDS, "src/**", "src/f");

            assertThat(tally.entered()).isPositive();
            assertThat(tally.refused()).isPositive();
        } finally {
            EmbeddedServer.get().drop(database);
        }
    }

    private Contenders contenders(TemporaryRepository repository, List<BuiltTutti> homes) {
        return new Contenders(repository.root(), folder.resolve("witness"), homes);
    }
}
