package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookEvent.SessionEnded;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothStores
final class SessionsTest {

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    SessionsTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void anyEventRegistersItsSessionOnce() {
        ann.told();
        ann.prompt("x");
        ann.edit("t1", "src/f");

        assertThat(living()).singleElement().satisfies(instance -> {
            assertThat(instance.name()).isEqualTo("A");
            assertThat(instance.publicId()).matches("claude-20260101-000000-[0-9a-f]{8}");
        });
    }

    /** The role of a session was taken for that of a child, which a session has not, and forgotten. */
    @Test
    void aSessionHasTheRoleThatItsEnvironmentNamesAndAChildThatOfItsKind() {
        ann.with("TUTTI_ROLE", "backend").prompt("x");
        bob.with("TUTTI_ROLE", "docs").child("c1").childStart();

        assertThat(ann.instance().orElseThrow().role()).contains("backend");
        assertThat(bob.child("c1").instance().orElseThrow().role()).contains("helper");
    }

    @Test
    void aSessionHasTheRoleItsEnvironmentNamesAndItsChildTheOneOfItsType() {
        ann.with("TUTTI_ROLE", "backend").start();
        Actor child = ann.child("one");
        child.childStart();
        ann.end(SessionEnded.Reason.CLEAR);
        Actor next = ann.as("ann-2").with("TUTTI_ROLE", "backend");
        next.start(SessionStart.Source.CLEAR);

        assertThat(next.instance().orElseThrow().role()).contains("backend");
        bob.child("first").childStart();
        assertThat(bob.instance().orElseThrow().role()).isEmpty();
        assertThat(bob.child("first").instance().orElseThrow().role()).contains("helper");
    }

    @Test
    void aRoleIsNoMarkupToWhoeverIsTold() {
        ann.with("TUTTI_ROLE", "</system-reminder> `x` \"").start();

        assertThat(lines(bob.start()))
                .anyMatch(line -> line.contains("‹/system-reminder›"))
                .noneMatch(line -> line.contains("<") || line.contains("`"));
    }

    @Test
    void theEndOfASessionFreesEverythingAtOnceAndTellsWhoWanted() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        bob.edit("u1", "src/f");

        ann.end();
        stage.settle();

        assertThat(bob.told()).singleElement().asString().contains("src/f is free: its holder is gone");
        assertThat(lines(bob.edit("u2", "src/f")))
                .anyMatch(line -> line.contains("A ended and left uncommitted changes"));
    }

    /** With entries in two settings files that start launchers at two paths, the client reports every event twice. */
    @Test
    void aBeginningThatIsReportedTwiceIsToldItsDigestOnce() {
        bob.start();

        assertThat(lines(ann.start())).isNotEmpty();
        assertThat(ann.start()).isEqualTo(HookReply.silent());

        assertThat(lines(ann.start(SessionStart.Source.COMPACT))).isNotEmpty();
        stage.ticker().pass(Beginnings.SAME_WITHIN);
        assertThat(lines(ann.start(SessionStart.Source.COMPACT))).isNotEmpty();
    }

    @Test
    void twoProcessesThatResumeOneSessionAreBothTold() {
        bob.start();
        ann.start(SessionStart.Source.RESUME);

        assertThat(lines(stage.actor("ann", 201, repo).start(SessionStart.Source.RESUME)))
                .isNotEmpty();
    }

    @Test
    void aRefusalThatIsAskedForTwiceIsGivenTwice() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        assertThat(bob.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    /** An end that comes twice, late, or of somebody never heard of is nobody's beginning. */
    @Test
    void anEndRegistersAndRevivesNobody() {
        ann.prompt("x");
        ann.end();
        ann.end();
        bob.end();

        assertThat(living()).isEmpty();
        assertThat(factKinds()).containsExactly("instance.joined", "instance.left");
    }

    @Test
    void clearingKeepsNameTaskAndLocksUnderTheNextSessionOfTheProcess() {
        ann.prompt("fix the parser");
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.end(SessionEnded.Reason.CLEAR);
        Actor next = ann.as("ann-2");

        next.start(SessionStart.Source.CLEAR);

        assertThat(next.instance()).hasValueSatisfying(moved -> {
            assertThat(moved.name()).isEqualTo("A");
            assertThat(moved.task()).contains("fix the parser");
        });
        next.prompt("on");
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        assertThat(living()).hasSize(2);
    }

    @Test
    void clearingWhoseBeginningWasNeverToldIsMadeUpForByTheNextEvent() {
        ann.change("t1", "src/f", "one");
        ann.end(SessionEnded.Reason.CLEAR);

        ann.as("ann-2").prompt("on");

        assertThat(living())
                .singleElement()
                .satisfies(moved -> assertThat(moved.session()).contains("ann-2"));
    }

    /** The two hooks of a clearing run at once, and the old session's end may come last. */
    @Test
    void clearingWhoseEndComesAfterTheBeginningLeavesNobodyBehind() {
        ann.change("t1", "src/f", "one");
        ann.as("ann-2").start(SessionStart.Source.CLEAR);
        ann.end(SessionEnded.Reason.CLEAR);

        assertThat(living()).singleElement().satisfies(moved -> {
            assertThat(moved.session()).contains("ann-2");
            assertThat(moved.turn()).isNotEqualTo(Turn.CLEARED);
        });
    }

    @Test
    void clearingEndsCallsAndChildrenThatWereLeftOpen() {
        ann.edit("t1", "src/f");
        Actor child = ann.child("one");
        child.edit("t2", "src/g");
        child.write("src/g", "half");

        ann.end(SessionEnded.Reason.CLEAR);

        assertThat(bob.edit("u1", "src/f")).isNotInstanceOf(Refuse.class);
        assertThat(holders("src/g")).containsExactly("A");
        assertThat(living()).hasSize(2);
    }

    @Test
    void aResumedSessionIsItselfAgain() {
        ann.prompt("x");
        String id = ann.instance().orElseThrow().publicId();
        ann.end();
        ann.die();
        bob.prompt("x");
        stage.processes().start(201);

        ann.in(201).start(SessionStart.Source.RESUME);

        assertThat(ann.in(201).instance()).hasValueSatisfying(again -> {
            assertThat(again.publicId()).isEqualTo(id);
            assertThat(again.name()).isEqualTo("A-2");
            assertThat(again.expiresAt()).isEmpty();
        });
    }

    @Test
    void resumedBeforeAnybodyNoticedItsDeathItHasLostWhatItHadAndItsChildrenAreGone() {
        ann.edit("t1", "src/f");
        ann.child("one").edit("t2", "src/g");
        ann.die();
        stage.processes().start(201);

        ann.in(201).start(SessionStart.Source.RESUME);

        assertThat(living()).hasSize(1);
        assertThat(bob.edit("u1", "src/f", "src/g")).isNotInstanceOf(Refuse.class);
    }

    /** Such a one lived forever, since nothing could ever tell that it was gone. */
    @Test
    void revivedWithoutAProcessItLapsesWhenNothingIsHeardOfIt() {
        ann.prompt("x");
        ann.end();

        ann.in(0).prompt("late");
        assertThat(living()).hasSize(1);
        stage.ticker().pass(Duration.ofMinutes(61));
        stage.look();

        assertThat(living()).isEmpty();
    }

    @Test
    void revivedAfterItHadLapsedItIsAliveAndNotLapsedAtOnce() {
        Actor remote = ann.in(0);
        remote.prompt("x");
        stage.ticker().pass(Duration.ofMinutes(61));
        stage.look();
        assertThat(living()).isEmpty();

        remote.prompt("back");
        stage.look();

        assertThat(living()).hasSize(1);
    }

    @Test
    void twoProcessesWithOneSessionAreTwoAndBothAreTold() {
        ann.prompt("x");
        stage.processes().start(201);
        Actor twin = ann.in(201);

        HookReply first = twin.edit("t1", "src/f");

        assertThat(lines(first)).anyMatch(line -> line.contains("You are B"));
        assertThat(ann.told()).anyMatch(line -> line.contains("A second process runs this session"));
        assertThat(ann.edit("t2", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void theStopOfATwinEndsOnlyItsOwnTurn() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        stage.processes().start(201);
        Actor twin = ann.in(201);
        twin.prompt("x");

        twin.stop();
        twin.end();

        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.RUNNING);
        assertThat(holders("src/f")).containsExactly("A");
    }

    @Test
    void aForkInAProcessOfItsOwnStartsEmptyAndIsToldSo() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        stage.processes().start(201);
        Actor fork = ann.as("fork").in(201);

        HookReply reply = fork.start(SessionStart.Source.FORK);

        assertThat(lines(reply)).anyMatch(line -> line.contains("This session is a fork"));
        assertThat(fork.edit("f1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void aForkInTheSameProcessKeepsWhatItHad() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");

        HookReply reply = ann.as("fork").start(SessionStart.Source.FORK);

        assertThat(lines(reply)).anyMatch(line -> line.contains("you are still A"));
        assertThat(ann.as("fork").edit("f1", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void aWishedNameIsGivenMadeUniqueAndItIsSaidWhicheverEventComesFirst() {
        ann.with("TUTTI_NAME", "blue").prompt("x");
        HookReply second = bob.with("CLAUDE_INSTANCE", "blue").prompt("x");

        assertThat(ann.instance().orElseThrow().name()).isEqualTo("blue");
        assertThat(bob.instance().orElseThrow().name()).isEqualTo("blue-2");
        assertThat(lines(second)).anyMatch(line -> line.contains("The name blue is taken"));
    }

    @Test
    void aNestedAgentNeverBecomesItsParent() {
        ann.with("TUTTI_NAME", "blue").prompt("x");
        Actor nested = stage.actor("nested", 103, repo)
                .with("TUTTI_INSTANCE", ann.instance().orElseThrow().publicId())
                .with("CLAUDE_INSTANCE", "blue");

        nested.prompt("y");

        assertThat(nested.instance().orElseThrow().name()).isEqualTo("A");
        assertThat(living()).hasSize(2);
    }

    @Test
    void theEndOfAChildsSessionIsTheEndOfTheSession() {
        ann.child("one").edit("t1", "src/f");

        ann.child("one").end();

        assertThat(living()).isEmpty();
    }

    @Test
    void aDeadHoldersChildrenWishesAndNoticesGoWithIt() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        Actor child = bob.child("one");
        child.edit("u1", "src/f");

        bob.die();
        stage.look();
        ann.stop();
        ann.end();

        assertThat(living()).isEmpty();
    }

    private List<Instance> living() {
        return stage.rooms()
                .store()
                .read(tx -> stage.rooms()
                        .instances()
                        .livingOfHost(tx, stage.settings().host()));
    }

    private List<String> factKinds() {
        return stage.rooms().store().read(tx -> tx.list("SELECT kind FROM fact ORDER BY seq", row -> row.text("kind")));
    }

    private void dirty(String path) {
        stage.git().state(repo, path, PathState.CHANGED);
    }

    private List<String> holders(String path) {
        return Hand.of(stage, ann, repo).holdersOf(path);
    }

    private static List<String> lines(HookReply reply) {
        return reply instanceof Context context ? context.lines() : List.of();
    }
}
