package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.ScriptLocks.Taking;
import dev.tutti.flows.ScriptLocks.Taking.Held;
import dev.tutti.flows.ScriptLocks.Taking.Taken;
import dev.tutti.flows.ScriptLocks.Taking.Unusable;
import dev.tutti.flows.ScriptLocks.Taking.WrittenOff;
import dev.tutti.flows.ScriptLocks.Wanted;
import dev.tutti.flows.Scripts.Script;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class ScriptLocksTest {

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Asker one;
    private final Asker two;

    ScriptLocksTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        one = script(500, "one");
        two = script(600, "two");
    }

    @Test
    void aLockHoldsInEveryTreeOfTheProject() {
        GitPlace other = stage.worktree(repo, "other");
        take(one, "src/f");

        assertThat(take(at(two, other.root()), "src/f")).isInstanceOf(Held.class);
        assertThat(stage.actor("bob", 102, other).edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void whatASessionEditsInAnyTreeCannotBeTaken() {
        GitPlace other = stage.worktree(repo, "other");
        stage.actor("bob", 102, other).edit("u1", "src/f");

        assertThat(take(one, "src/f")).isInstanceOf(Held.class);
        assertThat(locks().check(one, "src/f")).isInstanceOf(Answer.Held.class);
    }

    @Test
    void aCheckInATreeWhereNothingHappenedYetSeesTheLocksOfAllTrees() {
        take(one, "src/f");
        GitPlace other = stage.worktree(repo, "other");

        assertThat(locks().check(at(two, other.root()), "src/f")).isInstanceOf(Answer.Held.class);
        assertThat(locks().check(at(two, other.root()), "src/g")).isInstanceOf(Answer.NotLocked.class);
    }

    @Test
    void takingAgainRenewsTheTerm() {
        take(one, "src/f");
        stage.ticker().pass(Duration.ofMinutes(4));

        assertThat(take(one, "src/f")).isInstanceOf(Taken.class);

        stage.ticker().pass(Duration.ofMinutes(4));
        assertThat(take(two, "src/f")).isInstanceOf(Held.class);
    }

    @Test
    void aLockIsGoodAtTheVeryEndOfItsTermAndNotASecondLater() {
        take(one, "src/f");

        stage.ticker().pass(Duration.ofSeconds(300));
        assertThat(take(two, "src/f")).isInstanceOf(Held.class);

        stage.ticker().pass(Duration.ofSeconds(1));
        assertThat(take(two, "src/f")).isInstanceOf(WrittenOff.class);
    }

    @Test
    void anExpiredLockIsWrittenOffAndTheNextTryGetsIt() {
        take(one, "src/f");
        stage.ticker().pass(Duration.ofSeconds(301));

        Taking first = take(two, "src/f");

        assertThat(first).isInstanceOf(WrittenOff.class);
        assertThat(((WrittenOff) first).former().name()).isEqualTo("one");
        assertThat(take(two, "src/f")).isInstanceOf(Taken.class);
    }

    @Test
    void whoSaysTakeoverGetsAnExpiredLockAtOnceAndNeverALivingOne() {
        take(one, "src/f");
        take(one, "src/g");
        stage.ticker().pass(Duration.ofSeconds(301));
        take(one, "src/g");

        assertThat(locks().acquire(two, new Wanted("src/f", "x", true))).isInstanceOf(Taken.class);
        assertThat(locks().acquire(two, new Wanted("src/g", "x", true))).isInstanceOf(Held.class);
    }

    @Test
    void anExpiredLockOfADeadOneOrACommittedEditIsNobodysObstacleToACheck() {
        take(one, "src/expired");
        stage.ticker().pass(Duration.ofSeconds(301));
        ann.change("t1", "src/committed", "x");
        Actor bob = stage.actor("bob", 102, repo);
        bob.edit("u1", "src/dead");
        bob.die();

        assertThat(locks().check(two, "src/expired")).isInstanceOf(Answer.NotLocked.class);
        assertThat(locks().check(two, "src/dead")).isInstanceOf(Answer.NotLocked.class);
        assertThat(locks().check(two, "src/committed")).isInstanceOf(Answer.NotLocked.class);
        stage.git().state(repo, "src/committed", PathState.CHANGED);
        assertThat(locks().check(two, "src/committed")).isInstanceOf(Answer.Held.class);
    }

    @Test
    void aCheckOfOnesOwnAndOfWhatNobodyHasSaysYes() {
        take(one, "src/f");

        assertThat(locks().check(one, "src/f")).isInstanceOf(Answer.NotLocked.class);
        assertThat(locks().check(one, "src/other")).isInstanceOf(Answer.NotLocked.class);
        assertThat(locks().check(two, "src/f")).isInstanceOf(Answer.Held.class);
    }

    @Test
    void whatNobodyHasCanBeReleasedAndWhatAnotherHasOnlyByForce() {
        take(one, "src/f");

        assertThat(locks().release(two, "src/other", false)).isInstanceOf(Answer.NotLocked.class);
        assertThat(locks().release(two, "src/f", false)).isInstanceOf(Answer.Held.class);
        assertThat(locks().release(two, "src/f", true)).isInstanceOf(Answer.Done.class);
        assertThat(take(two, "src/f")).isInstanceOf(Taken.class);
    }

    @Test
    void aReleaseNeverGivesBackTheWholeForAPart() {
        take(one, "src/**");

        for (boolean force : new boolean[] {false, true}) {
            assertThat(locks().release(one, "src/f", force))
                    .isInstanceOfSatisfying(
                            Answer.NotLocked.class,
                            free -> assertThat(free.wider())
                                    .hasValueSatisfying(wider ->
                                            assertThat(wider.argument()).isEqualTo("src/**")));
        }
        assertThat(take(two, "src/f")).isInstanceOf(Held.class);

        assertThat(locks().release(one, "src/**", false)).isInstanceOf(Answer.Done.class);
        assertThat(take(two, "src/f")).isInstanceOf(Taken.class);
    }

    @Test
    void aReleaseGivesBackWhatWasTakenByHandBeforeWhatIsEdited() {
        ann.change("t1", "src/f", "x");
        stage.git().state(repo, "src/f", PathState.CHANGED);
        Asker shell = shellOf(ann);
        take(shell, "src/f");

        locks().release(shell, "src/f", false);
        assertThat(take(one, "src/f")).isInstanceOf(Held.class);

        locks().release(shell, "src/f", false);
        assertThat(take(one, "src/f")).isInstanceOf(Taken.class);
    }

    @Test
    void aPersonWithoutASessionReleasesWhatItTook() {
        Asker person = new Asker(repo.root(), Caller.of(Map.of("USER", "ann")), Optional.empty());
        take(person, "src/f");

        assertThat(locks().release(person, "src/f", false)).isInstanceOf(Answer.Done.class);
        assertThat(take(one, "src/f")).isInstanceOf(Taken.class);
    }

    @Test
    void renewingNeedsAnOwnLock() {
        take(one, "src/f");

        assertThat(locks().renew(one, "src/f")).isInstanceOf(Answer.Done.class);
        assertThat(locks().renew(two, "src/f")).isInstanceOf(Answer.Held.class);
        assertThat(locks().renew(two, "src/other")).isInstanceOf(Answer.NotLocked.class);
    }

    @Test
    void aFileThatAnotherChangedSinceItWasLockedIsAConflict() {
        Path file = repo.root().resolve("src/f");
        stage.files().write(file, "as it was");
        take(one, "src/f");

        assertThat(locks().compare(one, "src/f").changed()).isFalse();
        stage.files().write(file, "as another wrote it");
        assertThat(locks().compare(one, "src/f").changed()).isTrue();
        take(one, "src/f");
        assertThat(locks().compare(one, "src/f").changed())
                .as("a renewal does not forget")
                .isTrue();
    }

    @Test
    void aFileThatAppearedUnderALockIsAConflictAndOneThatIsNotThereIsNone() {
        take(one, "src/f");

        assertThat(locks().compare(one, "src/f").changed()).isFalse();
        stage.files().write(repo.root().resolve("src/f"), "new");
        assertThat(locks().compare(one, "src/f").changed()).isTrue();
    }

    @Test
    void withoutALockThereIsNoConflict() {
        stage.files().write(repo.root().resolve("src/f"), "x");

        assertThat(locks().compare(one, "src/f").changed()).isFalse();
        assertThat(locks().compare(one, "").changed()).isFalse();
    }

    @Test
    void releasingAllGivesBackWhatOneTookAndNothingElse() {
        take(one, "src/f");
        take(one, "src/g");
        take(two, "src/h");

        assertThat(locks().releaseAll(one)).isEqualTo(2);

        assertThat(take(two, "src/f")).isInstanceOf(Taken.class);
        assertThat(take(one, "src/h")).isInstanceOf(Held.class);
    }

    @Test
    void takingAwayWhatAnotherHasTellsIt() {
        ann.change("t1", "src/f", "x");
        String id = ann.instance().orElseThrow().publicId();

        assertThat(locks().releaseOf(two, id)).isEqualTo(1);

        assertThat(ann.told()).anyMatch(line -> line.contains("You no longer hold src/f"));
        assertThat(locks().releaseOf(two, "claude-20260108-124532-a3f7b2d1")).isZero();
    }

    @Test
    void aNameThatCannotBeLockedIsSaidToBe() {
        assertThat(take(one, "src/[")).isInstanceOf(Unusable.class);
    }

    @Test
    void anyFileNameIsTakenAsItIs() {
        for (String name :
                new String[] {"a b", "\u00e9\u65e5", "it's", "-x", "$(touch x)", "a\"b", "./src//f", "x".repeat(300)}) {
            assertThat(take(one, name)).as(name).isInstanceOf(Taken.class);
            assertThat(take(two, name)).as(name).isInstanceOf(Held.class);
            assertThat(locks().release(one, name, false)).as(name).isInstanceOf(Answer.Done.class);
        }
    }

    private ScriptLocks locks() {
        return stage.flows().scriptLocks();
    }

    private Taking take(Asker asker, String path) {
        return locks().acquire(asker, new Wanted(path, "by a script", false));
    }

    private Asker script(long pid, String role) {
        stage.processes().start(pid, 1, "bash");
        Asker asker = new Asker(
                repo.root(),
                Caller.of(Map.of("TUTTI_CLIENT_PPID", Long.toString(pid), "USER", "ann")),
                Optional.empty());
        stage.flows().scripts().register(asker, new Script(pid, "", role));
        return asker;
    }

    private Asker shellOf(Actor session) {
        return new Asker(
                repo.root(),
                Caller.of(Map.of("CLAUDE_CODE_SESSION_ID", session.session(), "USER", "ann")),
                Optional.empty());
    }

    private static Asker at(Asker asker, Path directory) {
        return new Asker(directory, asker.caller(), asker.as());
    }
}
