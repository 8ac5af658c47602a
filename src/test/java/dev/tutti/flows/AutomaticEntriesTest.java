package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookEvent.AfterBatch;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.PoolFilter;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Tutti notices by itself, beside commits and runs of tests. */
@OnBothStores
final class AutomaticEntriesTest {

    private static final PoolFilter NEWEST = new PoolFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    AutomaticEntriesTest(StoreFixture fixture) {
        stage = new Stage(
                fixture,
                settings -> settings.callingCritical(
                        List.of(PathGlob.parse("db/schema/**").orElseThrow())));
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
        ann.start();
        bob.start();
    }

    @Test
    void aBuildIsNoticedByWhatItPrintedOnceInFiveMinutesOfOneKind() {
        ran("b1", "./mvnw -q package", "[INFO] BUILD FAILURE\n");
        ran("b2", "./mvnw package", "[INFO] BUILD FAILURE\n");
        ran("b3", "./mvnw package", "[INFO] BUILD SUCCESS\n");

        assertThat(told()).containsExactly("signaling: Build: failed (Maven)", "completed: Build: succeeded (Maven)");
        stage.ticker().pass(Duration.ofMinutes(6));
        ran("b4", "./mvnw package", "[INFO] BUILD FAILURE\n");
        assertThat(told()).hasSize(3);
    }

    @Test
    void aBuildThatRanTestsIsToldByThese() {
        ran("b1", "./mvnw verify", "[ERROR] Tests run: 44, Failures: 1, Errors: 0, Skipped: 0\n[INFO] BUILD FAILURE\n");

        assertThat(told()).containsExactly("signaling: Tests: 1 of 44 failed (Maven)");
    }

    @Test
    void aMergeIsNoticedAlsoRightAfterACommit() {
        commits("c1", "git commit -m x", "1123456789012345678901234567890123456789", false);
        commits("c2", "git commit -m y", "2123456789012345678901234567890123456789", false);
        commits("c3", "git merge feature", "3123456789012345678901234567890123456789", true);

        assertThat(told())
                .containsExactly(
                        "completed: Commit 11234567: subject of 1123456789012345678901234567890123456789",
                        "completed: Merge 31234567: subject of 3123456789012345678901234567890123456789");
    }

    @Test
    void aChangeOfACriticalPathIsToldWhenItHasHappened() {
        ann.edit("e1", "db/schema/users.sql");
        ann.edited("e1", "db/schema/users.sql");
        ann.change("e2", "src/login.py", "x");
        stage.settle();
        assertThat(told()).isEmpty();

        ann.change("e3", "db/schema/users.sql", "x");
        ann.change("e4", "db/schema/users.sql", "y");
        ann.change("e5", "db/schema/roles.sql", "x");
        stage.settle();

        assertThat(told()).containsExactly("signaling: Changed db/schema/users.sql, which is critical");
        assertThat(entries().getFirst().draft().paths())
                .singleElement()
                .satisfies(path -> assertThat(path.path()).isEqualTo("db/schema/users.sql"));
        assertThat(entries().getFirst().authorName()).isEqualTo("A");
    }

    @Test
    void whoWaitsForAnothersLockIsBlockedAsLongAsItWaits() {
        ann.change("e1", "src/login.py", "x");
        stage.git().state(repo, "src/login.py", PathState.CHANGED);
        Asker asker = new Asker(repo.root(), bob.call().caller(), Optional.of("B"));
        LockTaking.Wish wish =
                new LockTaking.Wish(List.of("src/login.py"), false, false, Optional.empty(), "rename", false);
        List<PoolEntry> meanwhile = new ArrayList<>();

        stage.flows().lockTaking().acquire(asker, wish, Duration.ofSeconds(5), () -> {
            meanwhile.addAll(entries());
            return false;
        });

        assertThat(meanwhile).singleElement().satisfies(entry -> {
            assertThat(entry.draft().action()).isEqualTo(PoolAction.BLOCKED);
            assertThat(entry.draft().topic()).isEqualTo("Waits for src/login.py, which A has locked");
            assertThat(entry.authorName()).isEqualTo("B");
            assertThat(entry.isLive(stage.ticker().wall())).isTrue();
        });
        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.end()).isPresent());
    }

    @Test
    void whoDoesNotWaitIsNotSaidToBeBlocked() {
        ann.change("e1", "src/login.py", "x");
        stage.git().state(repo, "src/login.py", PathState.CHANGED);
        bob.edit("e2", "src/login.py");
        stage.settle();

        assertThat(entries()).isEmpty();
    }

    private void ran(String call, String command, String printed) {
        ToolCall tool = new ToolCall(new ToolUseId(call), "Bash", new Tool.Shell(command, true), printed);
        ann.send(new AfterBatch(ann.call(), List.of(tool)));
        stage.settle();
    }

    private void commits(String call, String command, String hash, boolean merge) {
        ToolCall tool = new ToolCall(new ToolUseId(call), "Bash", new Tool.Shell(command, true));
        ann.send(new BeforeTool(ann.call(), tool));
        stage.commit(repo, hash);
        if (merge) {
            stage.git().merged(hash);
        }
        ann.send(new AfterBatch(ann.call(), List.of(tool)));
        stage.settle();
    }

    private List<String> told() {
        return entries().reversed().stream()
                .map(entry ->
                        entry.draft().action().word() + ": " + entry.draft().topic())
                .toList();
    }

    private List<PoolEntry> entries() {
        return stage.rooms()
                .store()
                .read(tx -> stage.rooms()
                        .pool()
                        .list(tx, stage.rooms().projects().all(tx).getFirst(), NEWEST));
    }
}
