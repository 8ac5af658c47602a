package dev.tutti.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessPiecesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aRunGivesInputAndAnswersOutputErrorsAndExitCode() {
        FinishedProcess done = ProcessRun.of("bash", "-c", "read -r line; echo \"<$line>\"; echo oops >&2; exit 7")
                .input("hello\n")
                .run();

        assertThat(done.outText()).isEqualTo("<hello>");
        assertThat(done.errText()).isEqualTo("oops");
        assertThat(done.exitCode()).isEqualTo(7);
        assertThatThrownBy(done::orThrow).hasMessageContaining("exited 7").hasMessageContaining("oops");
    }

    @Test
    void aRunSeesOnlyTheEnvironmentItWasGiven() {
        FinishedProcess done = ProcessRun.of("env").with("ONE", "1").run();

        assertThat(done.outText().lines().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrder("PATH", "LANG", "ONE");
    }

    @Test
    void aRunPastItsBoundIsKilledAndShowsWhatItSaid() {
        ProcessRun endless = ProcessRun.of("bash", "-c", "echo begun; exec sleep 300");

        assertThatThrownBy(() -> endless.within(Duration.ofMillis(300)).run())
                .hasMessageContaining("still runs")
                .hasMessageContaining("begun");
    }

    @Test
    void aKilledProcessAnswers137() {
        try (RunningProcess running = ProcessRun.of("sleep", "300").start()) {
            running.kill();

            assertThat(running.await().exitCode()).isEqualTo(137);
        }
    }

    @Test
    void aBarrierLetsNobodyGoBeforeAllAreThere(@TempDir Path folder) throws Exception {
        try (ProcessBarrier barrier = ProcessBarrier.of(3)) {
            String script = "touch came-$1; " + barrier.bashLine() + "; ls came-* | wc -l";
            List<RunningProcess> children = new ArrayList<>();
            for (int child = 0; child < 3; child++) {
                children.add(ProcessRun.of("bash", "-c", script, "bash", Integer.toString(child))
                        .in(folder)
                        .start());
            }

            barrier.release(LONG);

            for (RunningProcess child : children) {
                assertThat(child.await().orThrow().outText()).isEqualTo("3");
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aBarrierSaysHowManyCame() {
        try (ProcessBarrier barrier = ProcessBarrier.of(2);
                RunningProcess child =
                        ProcessRun.of("bash", "-c", barrier.bashLine()).start()) {
            assertThatThrownBy(() -> barrier.release(Duration.ofSeconds(1))).hasMessageContaining("1 of 2 parties");

            assertThat(child.await().exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aRepositoryHasOneCommitAndIsApartFromTheUsersConfiguration() {
        try (TemporaryRepository repository = TemporaryRepository.create()) {
            assertThat(repository.git("log", "--format=%s by %an")).isEqualTo("start by tester");
            assertThat(repository.git("config", "--list", "--show-scope"))
                    .doesNotContain("global")
                    .doesNotContain("system");
        }
    }

    @Test
    void aWorktreeSharesTheRepositoryAndHasItsOwnFiles() {
        try (TemporaryRepository repository = TemporaryRepository.create()) {
            Path tree = repository.worktree("side");
            repository.write("src/only-here.txt", "x");

            assertThat(repository.gitIn(tree, "branch", "--show-current")).isEqualTo("side");
            assertThat(tree.resolve("README")).exists();
            assertThat(tree.resolve("src")).doesNotExist();
        }
    }

    @Test
    void aClosedRepositoryLeavesNothing() {
        Path root;
        try (TemporaryRepository repository = TemporaryRepository.create()) {
            repository.worktree("side");
            root = repository.root();
        }

        assertThat(root.getParent()).doesNotExist();
    }
}
