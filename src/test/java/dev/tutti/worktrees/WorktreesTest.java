package dev.tutti.worktrees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.SystemGit;
import dev.tutti.kernel.process.Programs;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.worktrees.RecordOutcome.Committed;
import dev.tutti.worktrees.RecordOutcome.Failed;
import dev.tutti.worktrees.RecordOutcome.Unchanged;
import dev.tutti.worktrees.Worktrees.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorktreesTest {

    private final TemporaryRepository repository = TemporaryRepository.create();
    private final Worktrees worktrees = new Worktrees(new Programs(), environment());

    @AfterEach
    void removeRepository() {
        repository.close();
    }

    @Test
    void aBranchOfItsOwnGrowsAndNothingElseIsTouched() {
        repository.write("a.txt", "staged\n");
        repository.git("add", "a.txt");
        repository.write("a.txt", "and changed\n");
        repository.write("b.txt", "not followed\n");
        String before = repository.git("status", "--porcelain=v2", "--branch");

        RecordOutcome first = worktrees.record(place(), content("one\n", "Decision: one"));
        RecordOutcome again = worktrees.record(place(), content("one\n", "Decision: one"));
        RecordOutcome second = worktrees.record(place(), content("one\ntwo\n", "Decision: <two>\n\nzwölf"));

        assertThat(first).isInstanceOf(Committed.class);
        assertThat(again).isEqualTo(new Unchanged());
        assertThat(second).isEqualTo(new Committed(repository.git("rev-parse", "records")));
        assertThat(repository.git("show", "records:log.json")).isEqualTo("one\ntwo");
        assertThat(repository.git("log", "--format=%s", "records")).isEqualTo("Decision: <two>\nDecision: one");
        assertThat(repository.git("status", "--porcelain=v2", "--branch")).isEqualTo(before);
        assertThat(repository.git("fsck", "--strict")).doesNotContain("error");
    }

    @Test
    void itWorksInALinkedTreeAndBeforeTheFirstCommit() {
        Path linked = repository.worktree("side");
        assertThat(worktrees.record(place(linked), content("x", "m"))).isInstanceOf(Committed.class);

        Path empty = repository.root().resolveSibling("empty");
        repository.git("init", "-q", empty.toString());
        assertThat(worktrees.record(place(empty), content("x", "m"))).isInstanceOf(Committed.class);
    }

    @Test
    void aBranchThatSomebodyWorksOnIsTheirs() {
        worktrees.record(place(), content("x", "m"));
        String held = repository.git("rev-parse", "records");
        repository.git(
                "worktree", "add", "-q", repository.root().resolveSibling("w").toString(), "records");

        assertThat(worktrees.record(place(), content("y", "m")))
                .isEqualTo(new Failed("the branch records is checked out; choose one that nobody works on"));
        assertThat(repository.git("rev-parse", "records")).isEqualTo(held);
    }

    @Test
    void aBranchWithOtherFilesIsTheirs() {
        repository.write("a.txt", "x");
        repository.commitAll("a");
        repository.git("branch", "records");

        assertThat(worktrees.record(place(), content("y", "m")))
                .isEqualTo(new Failed("the branch records holds other files; choose one of its own"));
    }

    @Test
    void whatGitRefusesIsSaid() {
        repository.git("branch", "records/below");

        assertThat(worktrees.record(place(), content("y", "m"))).isInstanceOf(Failed.class);
    }

    @Test
    void ofManyAtOnceEveryCommitIsKept() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<RecordOutcome>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                Content content = content("text " + i, "commit " + i);
                outcomes.add(threads.submit(() -> {
                    start.await();
                    return worktrees.record(place(), content);
                }));
            }
            start.countDown();
        }

        List<String> committed = new ArrayList<>();
        for (Future<RecordOutcome> outcome : outcomes) {
            if (outcome.get() instanceof Committed(String commit)) {
                committed.add(commit);
            }
        }
        assertThat(committed).isNotEmpty();
        assertThat(repository.git("rev-list", "records").lines()).containsExactlyInAnyOrderElementsOf(committed);
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(repository.isolation());
        all.put("PATH", ProcessRun.path());
        return all;
    }

    private GitPlace place() {
        return place(repository.root());
    }

    private GitPlace place(Path tree) {
        return new SystemGit(repository.isolation()).find(tree).orElseThrow();
    }

    private static Content content(String text, String message) {
        return new Content("records", "log.json", text, message);
    }
}
