package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply;
import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.agents.HookReply.Silent;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.GitTrouble;
import dev.tutti.kernel.git.PathState;
import dev.tutti.locks.Lock;
import dev.tutti.locks.PendingCall;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothStores
final class EditsTest {

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    EditsTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void theFirstEditIsGrantedWithoutAWordAndAnotherIsRefusedWithWhoAndWhatNext() {
        ann.prompt("fix the parser");

        HookReply granted = ann.edit("t1", "src/f");
        HookReply refused = bob.edit("u1", "src/f");

        assertThat(granted).isInstanceOf(Silent.class);
        assertThat(reason(refused))
                .contains("src/f is locked by A (claude-")
                .contains("fix the parser")
                .contains("running right now")
                .contains("Next:")
                .contains("Do not write this file through the shell instead.");
    }

    @Test
    void whileTheTurnRunsAChangedFileIsHeldAndAnUnchangedOneIsFree() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.edit("t2", "src/g");
        ann.edited("t2", "src/g");

        assertThat(reason(bob.edit("u1", "src/f"))).contains("until its changes are committed or its turn ends");
        assertThat(bob.edit("u2", "src/g")).isInstanceOf(Silent.class);
    }

    @Test
    void aCleanFileIsAnothersAsSoonAsNoCallRunsOnIt() {
        ann.change("t1", "src/f", "one");

        HookReply pending = bob.edit("u1", "src/f");
        assertThat(pending).isInstanceOf(Silent.class);
    }

    @Test
    void gitIsNotAskedWhileACallRunsSinceTheFileIsStillClean() {
        ann.edit("t1", "src/f");

        assertThat(reason(bob.edit("u1", "src/f"))).contains("running right now");
        assertThat(stage.git().statusCalls()).isZero();
    }

    @Test
    void afterTheTurnAnotherIsRefusedOnceAndThenTakesItOverAndTheOldHolderIsTold() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();

        HookReply first = bob.edit("u1", "src/f");
        HookReply second = bob.edit("u2", "src/f");

        assertThat(reason(first)).contains("whose turn is over").contains("read the file again");
        assertThat(lines(second)).anyMatch(line -> line.contains("src/f is yours now"));
        assertThat(ann.told()).anyMatch(line -> line.contains("You no longer hold src/f: taken over"));
        assertThat(reason(ann.edit("t2", "src/f"))).contains("locked by B");
    }

    /** Hooks that are installed in two settings files send every event twice; the second must not be a second try. */
    @Test
    void oneCallAskedTwiceIsShownTheChangesOnceAndTakesNothingOver() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();

        HookReply first = bob.edit("u1", "src/f");
        HookReply again = bob.edit("u1", "src/f");

        assertThat(reason(first)).contains("whose turn is over");
        assertThat(reason(again)).contains("whose turn is over");
        assertThat(holders("src/f")).containsExactly("A");
        assertThat(lines(bob.edit("u2", "src/f"))).anyMatch(line -> line.contains("is yours now"));
    }

    @Test
    void aHostWithoutIdsOfCallsMayRepeatOneLater() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();
        bob.edit("stand-in-1", "src/f");

        stage.ticker().pass(Duration.ofSeconds(6));

        assertThat(bob.edit("stand-in-1", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void whoWasShownAnOlderStateIsShownTheNewOneBeforeTakingOver() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();
        bob.edit("u1", "src/f");
        ann.prompt("go on");
        ann.change("t2", "src/f", "two");
        ann.stop();

        assertThat(reason(bob.edit("u2", "src/f"))).contains("whose turn is over");
        assertThat(bob.edit("u3", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void aDoubledQuestionIsOneCall() {
        ann.edit("t1", "src/f");
        ann.edit("t1", "src/f");
        ann.edited("t1", "src/f");

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Silent.class);
    }

    @Test
    void aDoubledReportAndOneOfAnUnknownCallChangeNothing() {
        ann.edit("t1", "src/f");
        ann.batch("t1", "never-heard-of");
        ann.batch("t1");
        ann.edited("t1", "src/f");

        assertThat(holders("src/f")).isEmpty();
    }

    @Test
    void callsOnOneFileRunInParallelAndTheLockOutlivesTheFirst() {
        ann.edit("t1", "src/f");
        ann.edit("t2", "src/f");
        ann.edited("t1", "src/f");

        assertThat(reason(bob.edit("u1", "src/f"))).contains("running right now");
    }

    @Test
    void anEditOfSeveralFilesIsGrantedWholeOrLeavesNothingBehind() {
        ann.change("t1", "src/g", "one");
        dirty("src/g");
        bob.prompt("x");
        stage.actor("cyd", 103, repo).change("v1", "src/f", "cyd's");

        HookReply refused = bob.edit("u1", "src/e", "src/f", "src/g");

        assertThat(reason(refused)).contains("src/g is locked by A");
        assertThat(holders("src/e")).isEmpty();
        assertThat(holders("src/f")).containsExactly("C");
        InstanceId asker = bob.instance().orElseThrow().id();
        List<PendingCall> pending =
                stage.rooms().store().read(tx -> stage.rooms().locks().pending(tx, asker));
        assertThat(pending).isEmpty();
    }

    /** What was written off for a call that did not happen was lost for nothing, and its holder was told so. */
    @Test
    void aRefusedEditOfSeveralFilesTakesNothingOver() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();
        bob.edit("u1", "src/f");
        Actor cyd = stage.actor("cyd", 103, repo);
        cyd.change("v1", "src/g", "two");
        dirty("src/g");

        HookReply refused = bob.edit("u2", "src/f", "src/g");

        assertThat(reason(refused)).contains("src/g is locked by");
        assertThat(holders("src/f")).containsExactly("A");
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void aRefusedEditOfAnOwnFileAndAnothersLeavesNoCallOnTheOwn() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        bob.change("u1", "src/g", "two");
        dirty("src/g");

        assertThat(ann.edit("t2", "src/f", "src/g")).isInstanceOf(Refuse.class);
        ann.stop();

        assertThat(reason(bob.edit("u2", "src/f"))).contains("whose turn is over");
    }

    @Test
    void theSamePathTwiceInOneEditIsOneLock() {
        assertThat(ann.edit("t1", "src/f", "src/f")).isInstanceOf(Silent.class);
        ann.edited("t1", "src/f");

        assertThat(holders("src/f")).isEmpty();
    }

    @Test
    void anEditInTwoProjectsTakesALockInEachAndIsRefusedWhole() {
        GitPlace other = stage.repository("other");
        String there = other.root().resolve("lib").toString();
        ann.change("t1", "src/f", "x");

        assertThat(bob.edit("u1", "src/g", there)).isInstanceOf(Silent.class);
        assertThat(stage.actor("cyd", 103, other).edit("v1", "lib")).isInstanceOf(Refuse.class);
        assertThat(ann.edit("t2", "src/h", there)).isInstanceOf(Refuse.class);
        assertThat(holders("src/h")).isEmpty();
    }

    @Test
    void aChildMayUseWhatItsSessionHolds() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");

        assertThat(ann.child("one").edit("t2", "src/f")).isInstanceOf(Silent.class);
    }

    @Test
    void anIgnoredFileAndOneWithoutGitAreHeldUntilTheTurnEnds() {
        ann.change("t1", "build/out", "one");
        stage.git().state(repo, "build/out", PathState.IGNORED);
        Actor dan = stage.actor("dan", 104, stage.made("plain"));
        Actor eve = stage.actor("eve", 105, stage.made("plain"));
        dan.change("v1", "notes", "one");

        assertThat(bob.edit("u1", "build/out")).isInstanceOf(Refuse.class);
        assertThat(eve.edit("w1", "notes")).isInstanceOf(Refuse.class);
        ann.stop();
        dan.stop();
        assertThat(bob.edit("u2", "build/out")).isNotInstanceOf(Refuse.class);
        assertThat(eve.edit("w2", "notes")).isNotInstanceOf(Refuse.class);
    }

    /** A refusal is read by an agent that may type what it proposes. */
    @Test
    void whatARefusalProposesIsOneCommandWhateverTheFileIsCalled() {
        ann.change("t1", "it's; touch x", "one");
        dirty("it's; touch x");

        assertThat(reason(bob.edit("u1", "it's; touch x")))
                .contains("tutti lock acquire 'it'\\''s; touch x' --wait 5m");
    }

    /** A word of git that a path is clean is not believed when the file has changed since it was given. */
    @Test
    void whatIsWrittenBetweenGitsWordAndTheGrantIsNotLost() {
        ann.change("t1", "src/f", "one");
        GitEvidence git = new GitEvidence(stage.rooms());
        List<Lock> held = Hand.of(stage, ann, repo).on("src/f");
        GitEvidence.Said said = git.say(held);

        ann.change("t2", "src/f", "two");

        assertThat(said.now(stage.files()).states()).isEmpty();
        assertThat(git.say(held).now(stage.files()).states()).hasSize(1);
    }

    @Test
    void gitThatDoesNotAnswerIsTakenForUncommitted() {
        ann.change("t1", "src/f", "one");
        stage.git().fail(GitTrouble.Kind.TOO_LATE);

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    private void dirty(String path) {
        stage.git().state(repo, path, PathState.CHANGED);
    }

    private List<String> holders(String path) {
        return Hand.of(stage, stage.actor("eye", 999, repo), repo).holdersOf(path);
    }

    private static String reason(HookReply reply) {
        assertThat(reply).isInstanceOf(Refuse.class);
        return ((Refuse) reply).reason();
    }

    private static List<String> lines(HookReply reply) {
        return reply instanceof Context context ? context.lines() : List.of();
    }
}
