package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.agents.HookReply.Silent;
import dev.tutti.flows.LockTaking.Wish;
import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.GitTrouble;
import dev.tutti.kernel.git.PathState;
import dev.tutti.locks.Lock;
import dev.tutti.locks.PreImage.Dirty;
import dev.tutti.testing.Actor;
import dev.tutti.testing.FakeFileLooks;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file that was changed already when somebody took it: nobody is blamed for what was there before. */
@OnBothStores
final class DirtyBeforeTest {

    private static final String BEFORE_A = "it was already changed before A took it";

    private final StoreFixture fixture;
    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    DirtyBeforeTest(StoreFixture fixture) {
        this.fixture = fixture;
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
        ann.write("src/f", "committed");
        stage.commit(repo, "c1");
        ann.prompt("x");
        bob.prompt("y");
    }

    @Test
    void aFirstGrantAndARenewalAskGitNothing() {
        somebodyChanges("src/f");

        ann.edit("t1", "src/f");
        ann.edit("t2", "src/f");
        stage.settle();

        assertThat(stage.git().statusCalls()).isZero();
        assertThat(stage.git().contentCalls()).isZero();
        assertThat(dirtyBefore("src/f")).isEqualTo(Dirty.UNKNOWN);
    }

    @Test
    void everyRefusalAndTheTakeoverSayWhatWasThereBefore() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");

        assertThat(reason(bob.edit("u1", "src/f"))).contains("or its turn ends; " + BEFORE_A);
        stage.settle();
        ann.stop();
        assertThat(bob.told()).anyMatch(line -> line.contains("are not committed (" + BEFORE_A + ")"));
        assertThat(reason(bob.edit("u2", "src/f"))).contains("not committed; " + BEFORE_A);
        assertThat(lines(bob.edit("u3", "src/f")))
                .anyMatch(line -> line.contains("and was already changed before A took it: keep all of it."));
    }

    @Test
    void ofAFileThatWasCleanEverythingIsItsHolders() {
        change(ann, "src/f", "ann's");
        ann.stop();

        assertThat(reason(bob.edit("u1", "src/f"))).doesNotContain("before");
        assertThat(lines(bob.edit("u2", "src/f"))).noneMatch(line -> line.contains("before"));
    }

    @Test
    void onceGitWasAskedTheNextIsRefusedInOneTransactionUntilSomethingMoves() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        Actor cyd = stage.actor("cyd", 103, repo);
        cyd.prompt("z");
        assertThat(reason(bob.edit("u1", "src/f"))).contains(BEFORE_A);
        stage.settle();
        long before = fixture.store().counts().transactions();

        assertThat(reason(cyd.edit("v1", "src/f"))).contains(BEFORE_A);

        assertThat(fixture.store().counts().transactions() - before).isEqualTo(1);
        ann.write("src/f", "committed by ann");
        stage.commit(repo, "c2");
        stage.git().state(repo, "src/f", PathState.CLEAN);
        assertThat(cyd.edit("v2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    /** A takes it over from B, and then C from A: what A found was B's. */
    @Test
    void whatATakenOverFileHeldWasThereBeforeItsNextHolder() {
        change(bob, "src/f", "bob's");
        bob.stop();
        ann.edit("t1", "src/f");
        change(ann, "src/f", "ann's");
        ann.stop();
        Actor cyd = stage.actor("cyd", 103, repo);

        assertThat(reason(cyd.edit("v1", "src/f"))).contains(BEFORE_A);
    }

    @Test
    void anUntrackedFileAndADeletedOneWereChangedBeforeToo() {
        ann.write("src/new", "somebody's");
        stage.git().state(repo, "src/new", PathState.UNTRACKED);
        stage.files().delete(repo.root().resolve("src/f"));
        stage.git().state(repo, "src/f", PathState.DELETED);
        change(ann, "src/new", "ann's");
        change(ann, "src/f", "ann's");

        assertThat(reason(bob.edit("u1", "src/new"))).contains(BEFORE_A);
        assertThat(reason(bob.edit("u2", "src/f"))).contains(BEFORE_A);
    }

    @Test
    void aNewFileIsItsHoldersAlone() {
        change(ann, "src/new", "ann's");

        assertThat(reason(bob.edit("u1", "src/new"))).doesNotContain("before");
    }

    @Test
    void aCommitOfOtherPathsTakesNothingFromIt() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        commitOnly(Map.of("src/f", "committed", "src/other", "new"));

        assertThat(reason(bob.edit("u1", "src/f"))).contains(BEFORE_A);
    }

    /** Whatever was there before may be committed by now. */
    @Test
    void onceThePathWasCommittedNothingIsSaid() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        commitOnly(Map.of("src/f", "somebody's"));

        assertThat(reason(bob.edit("u1", "src/f"))).doesNotContain("before");
    }

    @Test
    void nothingIsSaidWhereGitCannotTell() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        stage.git().fail(GitTrouble.Kind.REFUSED);

        assertThat(reason(bob.edit("u1", "src/f"))).doesNotContain("before");
        stage.git().recover();
        assertThat(dirtyBefore("src/f")).isEqualTo(Dirty.UNKNOWN);
    }

    @Test
    void nothingIsSaidOfAFileThatIsTooLargeToBeCompared() {
        stage.files().writeLarge(repo.root().resolve("src/f"));
        change(ann, "src/f", "ann's");

        assertThat(reason(bob.edit("u1", "src/f"))).doesNotContain("before");
    }

    @Test
    void whatWasFoundOutStaysWithTheLockWhateverIsCommittedAndWhoeverServesThen() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        bob.edit("u1", "src/f");
        stage.settle();
        assertThat(dirtyBefore("src/f")).isEqualTo(Dirty.YES);

        commitOnly(Map.of("src/f", "other"));
        stage.restart(fixture.reopen(), Duration.ZERO);

        assertThat(reason(bob.edit("u2", "src/f"))).contains(BEFORE_A);
    }

    @Test
    void gitIsAskedOnceForEachGrant() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        for (int i = 0; i < 3; i++) {
            bob.edit("u" + i, "src/f");
        }
        assertThat(stage.git().contentCalls()).isOne();

        change(ann, "src/g", "ann's");
        for (int i = 0; i < 3; i++) {
            bob.edit("v" + i, "src/g");
        }
        assertThat(stage.git().contentCalls()).isEqualTo(2);
    }

    // Nothing of the holder's

    @Test
    void aHolderThatPutsEverythingBackHoldsNothing() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        change(ann, "src/f", "somebody's");

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Silent.class);
    }

    @Test
    void whoeverWantedItIsToldThatItIsUndoneNotThatItIsCommitted() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        bob.edit("u1", "src/f");
        change(ann, "src/f", "somebody's");

        stage.look();

        assertThat(bob.told()).anyMatch(line -> line.contains("src/f is free: what was changed in it is undone"));
    }

    /** Its first change brought the file back to what a commit by hand had replaced: that is a change of its own. */
    @Test
    void aFileThatIsAsFoundButWasCommittedSinceIsStillHeld() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        commitOnly(Map.of("src/f", "ann's"));
        change(ann, "src/f", "somebody's");

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void aHolderThatDiedLeavesANoteThatNamesWhatWasThereBefore() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        ann.die();
        stage.look();

        assertThat(lines(bob.edit("u1", "src/f")))
                .anyMatch(
                        line -> line.contains("A ended and left uncommitted changes in src/f, begun now; it was already"
                                + " changed before that: look at git diff"));
    }

    @Test
    void aHolderThatDiedAndHadPutEverythingBackLeavesNoNote() {
        somebodyChanges("src/f");
        change(ann, "src/f", "ann's");
        change(ann, "src/f", "somebody's");
        ann.die();
        stage.look();

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Silent.class);
    }

    @Test
    void aHolderThatDiedInACallThatWroteNothingLeavesNoNote() {
        somebodyChanges("src/f");
        ann.edit("t1", "src/f");
        ann.die();
        stage.look();

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Silent.class);
    }

    /** A lock by hand counted as one under which something was changed: the next one was told of changes it never made. */
    @Test
    void aHolderThatLockedByHandAndDiedBeforeItsFirstWriteLeavesNoNote() {
        somebodyChanges("src/f");
        byHand(ann, "src/f");
        ann.edit("t1", "src/f");
        ann.die();
        stage.look();

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Silent.class);
    }

    /** It was kept until a commit that its holder had nothing to do with. */
    @Test
    void aLockByHandUnderWhichNothingWasChangedEndsWithItsTerm() {
        somebodyChanges("src/f");
        byHand(ann, "src/f");
        ann.edit("t1", "src/f");
        ann.edited("t1", "src/f");
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);

        stage.ticker().pass(Duration.ofMinutes(6));

        assertThat(bob.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void theLookAfterTheLivingEndsItToo() {
        somebodyChanges("src/f");
        byHand(ann, "src/f");
        ann.edit("t1", "src/f");
        ann.edited("t1", "src/f");
        stage.ticker().pass(Duration.ofMinutes(6));

        stage.look();

        assertThat(locks("src/f")).isEmpty();
    }

    @Test
    void aLockByHandThatWasGivenBackDuringACallThatChangedNothingEndsWithTheCall() {
        somebodyChanges("src/f");
        byHand(ann, "src/f");
        ann.edit("t1", "src/f");
        stage.flows().lockVerbs().release(asker(ann), List.of("src/f"), false);
        ann.edited("t1", "src/f");

        assertThat(locks("src/f")).isEmpty();
    }

    @Test
    void theFirstEditUnderALockByHandRemembersWhatItFound() {
        somebodyChanges("src/f");
        byHand(ann, "src/f");
        change(ann, "src/f", "ann's");
        stage.ticker().pass(Duration.ofMinutes(6));

        assertThat(reason(bob.edit("u1", "src/f"))).contains(BEFORE_A);
    }

    private void somebodyChanges(String path) {
        stage.files().write(repo.root().resolve(path), "somebody's");
        stage.git().state(repo, path, PathState.CHANGED);
    }

    private int calls;

    private void change(Actor actor, String path, String content) {
        assertThat(actor.change("call-" + calls++, path, content)).isNotInstanceOf(Refuse.class);
        stage.git().state(repo, path, PathState.CHANGED);
    }

    /** Somebody commits these contents, and the working tree stays as it is, changed. */
    private void commitOnly(Map<String, String> contents) {
        Map<String, String> files = new HashMap<>();
        contents.forEach((path, text) -> files.put(path, FakeFileLooks.sha256(text)));
        String commit = "later-" + calls++;
        stage.commit(repo, commit);
        stage.git().commit(repo, commit, files);
        stage.git().state(repo, "src/f", PathState.CHANGED);
    }

    private void byHand(Actor actor, String path) {
        Wish wish = new Wish(List.of(path), false, false, Optional.of(Duration.ofMinutes(5)), "by hand", false);
        assertThat(stage.flows().lockTaking().acquire(asker(actor), wish)).isInstanceOf(LockVerbs.Answer.Done.class);
    }

    private static Asker asker(Actor actor) {
        return new Asker(
                actor.directory(),
                Caller.of(Map.of("CLAUDE_CODE_SESSION_ID", actor.session(), "USER", "ann")),
                Optional.empty());
    }

    private List<Lock> locks(String path) {
        return Hand.of(stage, bob, repo).on(path);
    }

    private Dirty dirtyBefore(String path) {
        return locks(path).getFirst().before().dirty();
    }

    private static String reason(HookReply reply) {
        assertThat(reply).isInstanceOf(Refuse.class);
        return ((Refuse) reply).reason();
    }

    private static List<String> lines(HookReply reply) {
        return reply instanceof Context context ? context.lines() : List.of();
    }
}
