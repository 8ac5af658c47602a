package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.BackgroundTasks;
import dev.tutti.agents.HookEvent.AfterTool;
import dev.tutti.agents.HookEvent.Notified;
import dev.tutti.agents.HookEvent.PermissionDenied;
import dev.tutti.agents.HookEvent.TurnEnded;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.locks.Hold;
import dev.tutti.locks.OtherTree;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothStores
final class TurnsTest {

    private final StoreFixture fixture;
    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    TurnsTest(StoreFixture fixture) {
        this.fixture = fixture;
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void aCallThatWasInterruptedIsSettledByTheNextPromptOrStopOrFailure() {
        List<Runnable> ends = List.of(
                () -> ann.prompt("again"),
                ann::stop,
                () -> ann.send(new TurnEnded(ann.call(), true, false, "", BackgroundTasks.unknown())),
                () -> ann.send(new PermissionDenied(ann.call(), edit("t1"))),
                () -> ann.send(new AfterTool(ann.call(), edit("t1"), AfterTool.Outcome.INTERRUPTED)));
        for (Runnable end : ends) {
            ann.edit("t1", "src/f");
            assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);

            end.run();

            assertThat(holders("src/f")).isEmpty();
        }
    }

    @Test
    void anotherQuestionSettlesNothing() {
        ann.edit("t1", "src/f");
        ann.edit("t2", "src/g");

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void whatAChildHoldsIsItsParentsWhenItEndsAndNotFree() {
        Actor child = ann.child("one");
        child.change("t1", "src/f", "one");
        dirty("src/f");

        child.childStop();

        assertThat(holders("src/f")).containsExactly("A");
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        assertThat(ann.edit("t2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void aChildThatIsNotAmongTheBackgroundTasksHasEnded() {
        Actor one = ann.child("one");
        Actor two = ann.child("two");
        one.edit("t1", "src/f");
        two.edit("t2", "src/g");

        ann.stop(new BackgroundTasks(true, List.of("two")));

        assertThat(one.instance()).isEmpty();
        assertThat(two.instance()).isPresent();
        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.RUNNING);
        assertThat(bob.edit("u1", "src/f")).isNotInstanceOf(Refuse.class);
        assertThat(bob.edit("u2", "src/g")).isInstanceOf(Refuse.class);
    }

    @Test
    void anUnknownBackgroundEndsNoChildAndNoCallOfOne() {
        Actor one = ann.child("one");
        one.edit("t1", "src/f");

        ann.stop(BackgroundTasks.unknown());

        assertThat(one.instance()).isPresent();
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    /** A lock held for the turn was freed under a child whose call was still running. */
    @Test
    void aTurnLockOutlivesTheTurnWhileACallOfAChildRunsOnIt() {
        Stage turns = new Stage(
                fixture,
                settings -> new FlowSettings(
                        settings.host(), Hold.TURN, false, OtherTree.WARN, settings.handTtl(), settings.liveFor()));
        GitPlace main = turns.repository("main");
        Actor first = turns.actor("first", 201, main);
        Actor second = turns.actor("second", 202, main);
        Actor child = first.child("one");
        child.edit("t1", "src/f");

        first.stop(BackgroundTasks.unknown());
        assertThat(second.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        child.write("src/f", "one");
        assertThat(child.edited("t1", "src/f")).isNotInstanceOf(Refuse.class);
        child.childStop();

        assertThat(second.told()).anyMatch(line -> line.contains("src/f is free: the turn is over"));
        assertThat(second.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void aLockForTheCallEndsWithIt() {
        Stage calls = new Stage(
                fixture,
                settings -> new FlowSettings(
                        settings.host(), Hold.CALL, false, OtherTree.WARN, settings.handTtl(), settings.liveFor()));
        GitPlace main = calls.repository("main");
        Actor first = calls.actor("first", 201, main);
        Actor second = calls.actor("second", 202, main);

        first.edit("t1", "src/f");
        assertThat(second.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        first.write("src/f", "one");
        first.edited("t1", "src/f");

        assertThat(second.told()).anyMatch(line -> line.contains("src/f is free: the call is over"));
        assertThat(second.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void theEndOfAChildThatIsNotKnownRegistersNobody() {
        ann.prompt("x");
        Actor child = ann.child("one");
        child.edit("t1", "src/f");
        child.childStop();

        child.childStop();
        child.edited("t1", "src/f");
        child.batch("t1");

        assertThat(stage.flows().watch().living()).isEqualTo(1);
    }

    @Test
    void aFailureInsideAChildEndsTheChildAndNotTheTurn() {
        ann.prompt("x");
        Actor child = ann.child("one");
        child.edit("t1", "src/f");

        child.send(new TurnEnded(child.call(), true, false, "", BackgroundTasks.unknown()));

        assertThat(child.instance()).isEmpty();
        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.RUNNING);
    }

    @Test
    void aRefusedChildsParentIsToldWhenThePathIsFree() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        Actor child = bob.child("one");
        child.edit("u1", "src/f");
        child.childStop();

        ann.end();

        assertThat(bob.told()).anyMatch(line -> line.contains("src/f is free"));
    }

    @Test
    void whoWasRefusedIsToldOnceThatTheTurnIsOver() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        bob.edit("u1", "src/f");

        ann.stop();
        ann.stop();

        assertThat(bob.told()).singleElement().asString().contains("The turn of A is over");
        ann.stop();
        assertThat(bob.told()).isEmpty();
    }

    /** The refusal and a line beside it said the same in two ways. */
    @Test
    void whoAsksAgainAfterTheTurnIsToldOfItByTheRefusalAlone() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        bob.edit("u1", "src/f");
        ann.stop();

        assertThat(bob.edit("u2", "src/f")).isInstanceOfSatisfying(Refuse.class, refuse -> {
            assertThat(refuse.reason()).contains("whose turn is over");
            assertThat(refuse.lines()).isEmpty();
        });
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void standingStillForItsPersonItsTurnRunsOnAndAToolThatRanMeansThePersonAnswered() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.edit("t2", "src/g");
        ann.send(new Notified(ann.call(), Notified.Notice.WAITS_FOR_PERMISSION, "may it?"));

        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.WAITING);
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);

        ann.edited("t2", "src/g");
        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.RUNNING);
    }

    private ToolCall edit(String id) {
        return new ToolCall(
                new ToolUseId(id),
                "Edit",
                new Tool.Edit(List.of(repo.root().resolve("src/f").toString())));
    }

    private void dirty(String path) {
        stage.git().state(repo, path, PathState.CHANGED);
    }

    private List<String> holders(String path) {
        return Hand.of(stage, ann, repo).holdersOf(path);
    }
}
