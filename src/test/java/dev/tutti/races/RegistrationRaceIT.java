package dev.tutti.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessBarrier;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationRaceIT {

    private static final int COUNT = 20;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Pattern NAME = Pattern.compile("\"name\" ?: ?\"([^\"]+)\"");

    @TempDir
    private Path folder;

    @Test
    void twentyRegistrationsAtOnceAreTwentyInstancesWithTwentyNames() {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of());
                ProcessBarrier barrier = ProcessBarrier.of(COUNT)) {
            tutti.up();
            List<RunningProcess> running = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                String script = barrier.bashLine() + "; exec \"$1\" register violin --ttl 10m";
                running.add(ProcessRun.of(
                                "bash",
                                "-c",
                                script,
                                "bash",
                                BuiltTutti.launcher().toString())
                        .with(tutti.environment())
                        .in(repository.root())
                        .within(BOUND)
                        .start());
            }

            barrier.release(BOUND);

            for (RunningProcess one : running) {
                FinishedProcess ended = one.await().orThrow();
                assertThat(ended.outText()).contains("violin");
            }
            String listed = tutti.command("instances", "--json")
                    .in(repository.root())
                    .run()
                    .orThrow()
                    .outText();
            List<String> names =
                    NAME.matcher(listed).results().map(name -> name.group(1)).toList();
            assertThat(names).as(listed).hasSize(COUNT).doesNotHaveDuplicates();
        }
    }
}
