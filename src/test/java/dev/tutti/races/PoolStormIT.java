package dev.tutti.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes post at once, entries of up to 200 KB, while the daemon is killed: whatever was acknowledged is there, once. */
class PoolStormIT {

    private static final int PROCESSES = 50;
    private static final int POSTS = 20;
    private static final int KILLS = 3;

    /** Posts a block of each size and prints the topics of those that were acknowledged. Arguments: launcher, name, sizes. */
    private static final String POSTER = """
            tutti=$1 name=$2
            shift 2
            for size; do
              topic=$name-$((++n))
              printf -v filling "%0${size}d" 0
              printf '```pool\\nTOPIC: %s\\nSUMMARY: %s\\n```\\n' "$topic" "$filling" | "$tutti" pool post - >/dev/null && echo "$topic"
            done
            exit 0
            """;

    @TempDir
    private Path folder;

    @Test
    void everyAcknowledgedEntryIsThereOnceThoughTheDaemonIsKilled() throws Exception {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        long seed = Long.getLong("tutti.seed", System.nanoTime());
        System.out.println("storm of posts from -Dtutti.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of());
                ExecutorService posters = Executors.newVirtualThreadPerTaskExecutor()) {
            tutti.up();
            List<Future<List<String>>> storms = IntStream.range(0, PROCESSES)
                    .mapToObj(i -> poster(tutti, repository.root(), "p" + i, sizes(random)))
                    .map(posters::submit)
                    .toList();
            for (int kill = 0; kill < KILLS; kill++) {
                boolean over = posters.awaitTermination(500 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
                assertThat(over).isFalse();
                tutti.kill();
                tutti.up();
            }
            List<String> told = new ArrayList<>();
            for (Future<List<String>> storm : storms) {
                told.addAll(storm.get());
            }

            List<String> stored = topics(tutti, repository.root());
            assertThat(stored).as("seed " + seed).doesNotHaveDuplicates().containsAll(told);
            assertThat(told.size()).isGreaterThan(PROCESSES * POSTS / 2);
            assertThat(stored).hasSizeLessThanOrEqualTo(PROCESSES * POSTS);
        }
    }

    private static List<String> sizes(SplittableRandom random) {
        return IntStream.range(0, POSTS)
                .mapToObj(_ -> Integer.toString(random.nextInt(5) == 0 ? 200 + random.nextInt(200_000) : 200))
                .toList();
    }

    private static Callable<List<String>> poster(BuiltTutti tutti, Path project, String name, List<String> sizes) {
        return () -> post(tutti, project, name, sizes);
    }

    private static List<String> post(BuiltTutti tutti, Path project, String name, List<String> sizes) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("bash", "-c", POSTER, "poster", BuiltTutti.launcher().toString(), name));
        words.addAll(sizes);
        FinishedProcess done = ProcessRun.of(words.toArray(String[]::new))
                .with(tutti.environment())
                .in(project)
                .within(Duration.ofMinutes(3))
                .run()
                .orThrow();
        return done.outText().lines().toList();
    }

    private static List<String> topics(BuiltTutti tutti, Path project) throws Exception {
        Pattern headline = Pattern.compile("(?m)^\\[[^]]+] signaling: (p\\d+-\\d+)  \\(");
        String shown = tutti.command("pool", "query", "--all", "--limit", "10000")
                .in(project)
                .run()
                .orThrow()
                .outText();
        return headline.matcher(shown).results().map(found -> found.group(1)).toList();
    }
}
