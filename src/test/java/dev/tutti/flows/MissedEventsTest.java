package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.flows.MissedEvents.Missed;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnBothStores
final class MissedEventsTest {

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    MissedEventsTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void aLineIsReadAsTheLauncherWritesIt() {
        Missed missed = Missed.parse("1767225600 101 PreToolUse ann toolu_1 /a folder/with spaces")
                .orElseThrow();

        assertThat(missed.at()).hasToString("2026-01-01T00:00:00Z");
        assertThat(missed.event()).isEqualTo("PreToolUse");
        assertThat(missed.toolUse()).isPresent();
        assertThat(missed.directory()).isEqualTo("/a folder/with spaces");
        assertThat(Missed.parse("1767225600 101 Stop ann - /").orElseThrow().toolUse())
                .isEmpty();
    }

    @Test
    void aTornOrForeignLineIsNoEvent() {
        for (String line :
                List.of("", "x", "17672256", "1767225600 101 Stop", "now 101 Stop ann - /", "1 1 Stop  - /")) {
            assertThat(Missed.parse(line)).as(line).isEqualTo(Optional.empty());
        }
    }

    @Test
    void aMissedEndOfASessionWhoseProcessIsGoneEndsIt() {
        ann.change("t1", "src/f", "one");
        ann.die();

        adopt("1767225600 101 SessionEnd ann - /");

        assertThat(ann.instance()).isEmpty();
    }

    @Test
    void aMissedEndOfASessionWhoseProcessLivesOnWasAClearing() {
        ann.prompt("x");

        adopt("1767225600 101 SessionEnd ann - /");
        ann.as("ann-2").prompt("y");

        assertThat(stage.flows().watch().living()).isEqualTo(1);
        assertThat(ann.as("ann-2").instance().orElseThrow().name()).isEqualTo("A");
    }

    @Test
    void aMissedStopEndsTheTurnAndSettlesItsCalls() {
        ann.edit("t1", "src/f");

        adopt("1767225600 101 Stop ann - /");

        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.ENDED);
        assertThat(bob.edit("u1", "src/f")).isNotInstanceOf(Refuse.class);
    }

    /** A slow daemon's launchers take notes too, and these are read long after the session went on. */
    @Test
    void aMissedEndOfATurnOrSessionThatWasHeardOfSinceEndsNothing() {
        ann.prompt("x");
        stage.ticker().pass(java.time.Duration.ofMinutes(1));
        ann.edit("t1", "src/f");

        adopt("1767225601 101 Stop ann - /", "1767225602 101 SessionEnd ann - /");

        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.RUNNING);
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    /** Found by the simulation from seed 1010: the newer twin lost its call to the older one's stop. */
    @Test
    void ofTwinsOnlyTheOneThatSentItIsMeant() {
        ann.prompt("x");
        stage.processes().start(201);
        Actor twin = ann.in(201);
        twin.prompt("y");
        twin.edit("t1", "src/f");

        adopt("1767225600 101 Stop ann - /", "1767225600 999 SessionEnd ann - /");

        assertThat(ann.instance().orElseThrow().turn()).isEqualTo(Turn.ENDED);
        assertThat(twin.instance().orElseThrow().turn()).isEqualTo(Turn.RUNNING);
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void aMissedReportSettlesItsCall() {
        ann.edit("t1", "src/f");
        ann.write("src/f", "one");
        stage.git().state(repo, "src/f", PathState.CHANGED);

        adopt("1767225600 101 PostToolUse ann t1 /");
        ann.stop();

        assertThat(((Refuse) bob.edit("u1", "src/f")).reason()).contains("whose turn is over");
    }

    @Test
    void whoWorkedOnUnguardedIsToldOnceHowManyStepsThatWereHoweverOftenEachWasNoted() {
        ann.prompt("x");

        adopt(
                "1767225600 101 PreToolUse ann t1 /",
                "1767225600 101 PreToolUse ann t1 /",
                "1767225601 101 PostToolUse ann t1 /",
                "1767225660 101 PreToolUse ann t2 /");

        assertThat(ann.told()).singleElement().asString().contains("2 steps of yours");
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void aSessionThatNobodyHasMetIsToldOnceItIs() {
        adopt("1767225600 101 PreToolUse ann t1 /", "1767225660 101 PreToolUse ann t2 /");

        assertThat(bob.told()).isEmpty();
        assertThat(ann.told()).singleElement().asString().contains("2 steps of yours");
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void aSessionWhoseChildComesFirstOrThatReturnsIsToldToo() {
        adopt("1767225600 101 PreToolUse ann t1 /");
        ann.child("one").edit("t2", "src/f");
        assertThat(ann.told()).singleElement().asString().contains("1 step of yours");

        ann.end();
        adopt("1767225700 101 PreToolUse ann t3 /");
        assertThat(((Context) ann.start()).lines()).anyMatch(line -> line.contains("1 step of yours"));
    }

    @Test
    void aSessionThatNobodyMetAndThatEndedIsOwedNothing() {
        adopt("1767225600 101 PreToolUse ann t1 /", "1767225660 101 SessionEnd ann - /");

        assertThat(ann.told()).isEmpty();
    }

    @Test
    void whoDidNothingThatMattersIsToldNothing() {
        ann.prompt("x");

        adopt("1767225600 101 Notification ann - /", "1767225600 101 PostToolUse nobody t1 /");

        assertThat(ann.told()).isEmpty();
        assertThat(stage.flows().watch().living()).isEqualTo(1);
    }

    private void adopt(String... lines) {
        stage.flows()
                .missedEvents()
                .adopt(Stream.of(lines)
                        .map(Missed::parse)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
