package dev.tutti.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.io.IOException;
import java.io.RandomAccessFile;
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
import java.util.concurrent.Semaphore;
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

    /**
     * Posts a block of each size and prints the topics of those that were acknowledged, each also to a named pipe. Arguments:
     * launcher, pipe, name, sizes.
     */
    private static final String POSTER = """
            tutti=$1 pipe=$2 name=$3
            shift 3
            for size; do
              topic=$name-$((++n))
              printf -v filling "%0${size}d" 0
              printf '```pool\\nTOPIC: %s\\nSUMMARY: %s\\n```\\n' "$topic" "$filling" | "$tutti" pool post - >/dev/null && echo "$topic" && echo "$topic" >>"$pipe"
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
                Acknowledgements heard = Acknowledgements.at(folder.resolve("acknowledged"));
                ExecutorService posters = Executors.newVirtualThreadPerTaskExecutor()) {
            tutti.up();
            List<Future<List<String>>> storms = IntStream.range(0, PROCESSES)
                    .mapToObj(i -> poster(tutti, repository.root(), heard, "p" + i, sizes(random)))
                    .map(posters::submit)
                    .toList();
            for (int kill = 0; kill < KILLS; kill++) {
                heard.await(1 + random.nextInt(PROCESSES * POSTS / (2 * KILLS)));
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

    /** A named pipe that posters write a line to for each answer they got. Held open by itself, so that it never ends. */
    private record Acknowledgements(Path pipe, RandomAccessFile open, Semaphore lines) implements AutoCloseable {

        static Acknowledgements at(Path pipe) throws IOException {
            ProcessRun.of("mkfifo", pipe.toString()).run().orThrow();
            Acknowledgements heard =
                    new Acknowledgements(pipe, new RandomAccessFile(pipe.toFile(), "rw"), new Semaphore(0));
            Thread.ofPlatform().daemon().start(heard::listen);
            return heard;
        }

        private void listen() {
            try {
                while (open.readLine() != null) {
                    lines.release();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        void await(int more) throws InterruptedException {
            assertThat(lines.tryAcquire(more, 2, TimeUnit.MINUTES))
                    .as("%d more posts", more)
                    .isTrue();
        }

        @Override
        public void close() throws IOException {
            open.writeBytes("over\n");
            open.close();
        }
    }

    private static List<String> sizes(SplittableRandom random) {
        return IntStream.range(0, POSTS)
                .mapToObj(_ -> Integer.toString(random.nextInt(5) == 0 ? 200 + random.nextInt(200_000) : 200))
                .toList();
    }

    private static Callable<List<String>> poster(
            BuiltTutti tutti, Path project, Acknowledgements heard, String name, List<String> sizes) {
        return () -> post(tutti, project, heard, name, sizes);
    }

    private static List<String> post(
            BuiltTutti tutti, Path project, Acknowledgements heard, String name, List<String> sizes) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "bash",
                "-c",
                POSTER,
                "poster",
                BuiltTutti.launcher().toString(),
                heard.pipe().toString(),
                name));
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
