package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.LockVerbs.Answer.Done;
import dev.tutti.flows.LockVerbs.Answer.Held;
import dev.tutti.flows.LockVerbs.Answer.NotLocked;
import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.git.RootCommit;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class LockVerbsTest extends LocksByHand {

    LockVerbsTest(StoreFixture fixture) {
        super(fixture);
    }

    @Test
    void forceEndsAnothersLockWithACallOnItAndOnesOwnWaitsForTheCall() {
        ann.edit("t1", "src/f");
        acquire(ann, "src/f");

        release(ann, "src/f", false);
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        release(bob, "src/f", true);
        assertThat(bob.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    /** It was told that whoever ended its lock has it, who had nothing. */
    @Test
    void whoseLockIsEndedByForceIsToldThatAndByWhom() {
        acquire(ann, "src/f");

        release(bob, "src/f", true);

        assertThat(ann.told())
                .anyMatch(line -> line.matches("You no longer hold src/f: B \\(.*\\).* ended your lock by force\\. .*"))
                .noneMatch(line -> line.contains("has it"));
    }

    /** The folder's lock went with the file's. */
    @Test
    void whoGivesBackAFileKeepsWhatItHoldsOfTheFolder() {
        acquire(ann, "src/**");
        acquire(ann, "src/f");

        release(ann, "src/f", false);

        assertThat(holds(ann, "src/f")).isFalse();
        assertThat(holds(ann, "src/**")).isTrue();
    }

    /** The whole folder was given back for one file in it. */
    @Test
    void whoGivesBackAFileOfAFolderKeepsTheFolderAndIsToldWhatItHolds() {
        acquire(ann, "src/**");

        for (String part : List.of("src/f", "src/*.py", "src/a/**")) {
            Answer answer = release(ann, part, false);

            assertThat(answer).isInstanceOfSatisfying(NotLocked.class, free -> {
                assertThat(free.path()).isEqualTo(part);
                assertThat(free.wider().orElseThrow().lock().key().path()).isEqualTo("src/**");
            });
            assertThat(release(ann, part, true)).isEqualTo(answer);
        }

        assertThat(holds(ann, "src/**")).isTrue();
    }

    @Test
    void whoGivesBackAFolderGivesBackAllThatItHoldsInIt() {
        acquire(ann, "src/f", "src/*.py", "src/a/**", "docs/**");

        release(ann, "src/", false);

        assertThat(List.of("src/f", "src/*.py", "src/a/**")).noneMatch(path -> holds(ann, path));
        assertThat(holds(ann, "docs/**")).isTrue();
        assertThat(release(ann, "**", false)).isInstanceOf(Done.class);
        assertThat(holds(ann, "docs/**")).isFalse();
    }

    @Test
    void whatIsProposedToBeGivenBackIsFoundFromWhereTheAskerStands() {
        acquire(ann, "src/**");
        Path src = repo.root().resolve("src/deep");
        Asker below = new Asker(src, asker(ann).caller(), Optional.empty());

        Answer answer = verbs().release(below, List.of("f"), false).getFirst();
        String argument = ((NotLocked) answer).wider().orElseThrow().argument();

        assertThat(verbs().release(below, List.of(argument), false).getFirst()).isInstanceOf(Done.class);
    }

    /** A refusal by hand said until when, and the same by a look or a release did not. */
    @Test
    void whoeverAsksIsToldUntilWhenAnotherHasIt() {
        ann.change("t1", "src/f", "x");
        stage.git().state(repo, "src/f", PathState.CHANGED);
        acquire(ann, "docs/**");

        assertThat(text(verbs().check(asker(bob), "src/f")))
                .endsWith(", until its changes are committed or its turn ends");
        assertThat(text(release(bob, "src/f", false))).endsWith(", until its changes are committed");
        assertThat(text(verbs().check(asker(bob), "docs/a")))
                .matches("docs/a is locked by A .* with docs/\\*\\*, .*, for another 5 min unless renewed");
        assertThat(text(release(bob, "docs/", false))).endsWith(", for another 5 min unless renewed");

        ann.edit("t2", "src/g");
        assertThat(text(release(bob, "src/g", false))).endsWith(", whose edit of it is running right now");
    }

    private static String text(Answer answer) {
        return ((Held) answer).text();
    }

    /** By its origin a clone is recognised when it is first written down; a look before that is no such moment. */
    @Test
    void whoOnlyLooksAtACloneDoesNotKeepItFromBeingRecognised() {
        GitPlace first = stage.repository("first");
        GitPlace clone = stage.repository("clone");
        for (GitPlace place : List.of(first, clone)) {
            stage.git().origin(place, "https://example.invalid/shop.git");
            stage.git().rootCommit(place, new RootCommit.Found("c0"));
        }
        Actor dan = stage.actor("dan", 104, first);
        Actor eve = stage.actor("eve", 105, clone);
        dan.edit("v1", "src/f");

        verbs().check(asker(eve), "src/f");
        eve.edit("w1", "src/f");

        assertThat(eve.instance().orElseThrow().project())
                .isEqualTo(dan.instance().orElseThrow().project());
    }

    private LockVerbs verbs() {
        return stage.flows().lockVerbs();
    }
}
