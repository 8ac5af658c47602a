package dev.tutti.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the daemon while agents edit: whatever was answered is still there when the next one serves. */
class DaemonKillIT {

    private static final int AGENTS = 8;
    private static final int KILLS = 5;
    private static final int ANSWERS_MAX = 120;
    private static final int LAUNCHERS = 4;
    private static final int LAUNCHER_KILLS = 4;
    private static final int LAUNCHES_MAX = 40;
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    @Test
    void nothingThatWasAnsweredIsLost() throws Exception {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        long seed = Long.getLong("tutti.seed", System.nanoTime());
        System.out.println("kills of the daemon from -Dtutti.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            List<Path> answered = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                tutti.up();
                answered.addAll(
                        editUntilKilled(tutti, repository.root(), "round-" + kill, 1 + random.nextInt(ANSWERS_MAX)));
            }
            tutti.up();

            HookTexts stranger = new HookTexts("stranger", repository.root());
            for (Path file : answered) {
                assertThat(tutti.hook(stranger.before(file, "try-" + file.getFileName()), PID))
                        .as("%s of %d files, seed %d\n%s", file, answered.size(), seed, tutti.log())
                        .contains("\"permissionDecision\":\"deny\"");
            }
            assertThat(answered).hasSizeGreaterThanOrEqualTo(KILLS);
            assertThat(tutti.log()).doesNotContain("damaged");
        }
    }

    /**
     * The same through the launcher, where a grant and a dead daemon are both silence: what was not answered is noted in the
     * file of missed events, so everything else was. The next prompt starts the next daemon.
     */
    @Test
    void nothingThatTheLauncherDidNotNoteAsMissedIsLost() throws Exception {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        long seed = Long.getLong("tutti.seed", System.nanoTime());
        System.out.println("kills of the daemon under launchers from -Dtutti.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = new BuiltTutti(folder, Map.of())) {
            Path project = repository.root();
            List<Path> answered = new ArrayList<>();
            tutti.up();
            for (int kill = 0; kill < LAUNCHER_KILLS; kill++) {
                answered.addAll(launchUntilKilled(tutti, project, "round-" + kill, 1 + random.nextInt(LAUNCHES_MAX)));
                launch(tutti, new HookTexts("starter", project).prompt("go on"));
            }

            HookTexts stranger = new HookTexts("stranger", project);
            for (Path file : answered) {
                assertThat(tutti.hook(stranger.before(file, "try-" + file.getFileName()), PID))
                        .as("%s of %d files, seed %d\n%s", file, answered.size(), seed, tutti.log())
                        .contains("\"permissionDecision\":\"deny\"");
            }
            assertThat(answered).hasSizeGreaterThanOrEqualTo(LAUNCHER_KILLS);
        }
    }

    /** As {@link #editUntilKilled}, a launcher for each edit. */
    private static List<Path> launchUntilKilled(BuiltTutti tutti, Path project, String round, int answers)
            throws Exception {
        Queue<Path> silent = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(answers);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger files = new AtomicInteger();
        List<Thread> agents = new ArrayList<>();
        for (int i = 0; i < LAUNCHERS; i++) {
            HookTexts agent = new HookTexts("agent-" + i, project);
            agents.add(Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    Path file = project.resolve(round + "/" + round + "-" + files.incrementAndGet());
                    launch(tutti, agent.before(file, file.getFileName().toString()));
                    silent.add(file);
                    enough.countDown();
                }
            }));
        }
        boolean reached = enough.await(60, TimeUnit.SECONDS);
        tutti.kill();
        over.set(true);
        for (Thread agent : agents) {
            agent.join();
        }
        assertThat(reached).as(tutti.log()).isTrue();
        Path noted = tutti.home().root().resolve("run/missed");
        String missed = Files.exists(noted) ? Files.readString(noted) : "";
        return silent.stream()
                .filter(file -> !missed.contains(" " + file.getFileName() + " "))
                .toList();
    }

    /** One event through the launcher, which says nothing but to deny, and never fails. */
    private static void launch(BuiltTutti tutti, String event) {
        FinishedProcess done = tutti.command("hook", "claude")
                .with("CLAUDE_PID", Long.toString(PID))
                .input(event)
                .run()
                .orThrow();
        assertThat(done.outText()).doesNotContain("deny");
    }

    /** Agents edit new files as fast as they are answered; at the given answer the daemon is killed. Returns what was granted. */
    private static List<Path> editUntilKilled(BuiltTutti tutti, Path project, String round, int answers)
            throws InterruptedException {
        Queue<Path> granted = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(answers);
        AtomicInteger files = new AtomicInteger();
        List<Thread> agents = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            HookTexts agent = new HookTexts("agent-" + i, project);
            agents.add(Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        Path file = project.resolve(round + "/" + round + "-" + files.incrementAndGet());
                        String said = tutti.hook(agent.before(file, "call-" + file.getFileName()), PID);
                        assertThat(said).doesNotContain("deny");
                        granted.add(file);
                        enough.countDown();
                    }
                } catch (UncheckedIOException | IllegalStateException killed) {
                    // The daemon went away before it had answered; this one does not count.
                }
            }));
        }
        boolean reached = enough.await(60, TimeUnit.SECONDS);
        tutti.kill();
        for (Thread agent : agents) {
            agent.join();
        }
        assertThat(reached).as(tutti.log()).isTrue();
        return List.copyOf(granted);
    }
}
