package dev.tutti.locks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.locks.LockOutcome.Granted;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Locks made by hand, and the line before them. */
@OnBothStores
final class LocksTest {

    private final Stage stage;
    private final GitPlace repo;
    private final GitPlace tree;
    private final Actor ann;
    private final Actor bob;
    private final Actor cyd;
    private final Map<Actor, Waiter> places = new HashMap<>();

    LocksTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        tree = stage.worktree(repo, "tree");
        ann = known("ann", 101);
        bob = known("bob", 102);
        cyd = known("cyd", 103);
    }

    @Test
    void overlappingGlobsExcludeEachOtherWhicheverWayRound() {
        assertThat(hand(ann).acquire("src/**")).isInstanceOf(Granted.class);

        for (String other : new String[] {"src/f", "src/*.java", "**/f", "{src,lib}/deep/x", "**", "src"}) {
            assertThat(hand(bob).acquire(other)).as(other).isInstanceOf(Refused.class);
        }
        for (String other : new String[] {"lib/f", "*.md", "srcs/f", "{lib,doc}/**"}) {
            assertThat(hand(bob).acquire(other)).as(other).isInstanceOf(Granted.class);
        }
    }

    @Test
    void sharedLocksOverlapSharedOnesOnly() {
        hand(ann).shared().acquire("src/**");

        assertThat(hand(bob).shared().acquire("src/f")).isInstanceOf(Granted.class);
        assertThat(hand(cyd).acquire("src/f")).isInstanceOf(Refused.class);
    }

    @Test
    void aSharedLockBecomesExclusiveWhenNobodyElseHasOneAndNeverSharedAgain() {
        hand(ann).shared().acquire("src/f");
        hand(bob).shared().acquire("src/f");

        assertThat(hand(ann).acquire("src/f")).isInstanceOf(Refused.class);
        hand(bob).release(granted(hand(bob).shared().acquire("src/f")).lock());
        assertThat(granted(hand(ann).acquire("src/f")).renewed()).isTrue();
        assertThat(granted(hand(ann).shared().acquire("src/f")).lock().mode()).isEqualTo(LockMode.EXCLUSIVE);
        assertThat(hand(bob).shared().acquire("src/f")).isInstanceOf(Refused.class);
    }

    @Test
    void whatIsLockedInEveryTreeIsLockedInEach() {
        hand(ann).inEveryTree().acquire("src/f");

        assertThat(hand(bob).acquire("src/f")).isInstanceOf(Refused.class);
        assertThat(Hand.of(stage, bob, tree).acquire("src/f")).isInstanceOf(Refused.class);
        assertThat(hand(bob).inEveryTree().acquire("src/**")).isInstanceOf(Refused.class);
    }

    @Test
    void aLockInOneTreeKeepsEveryTreeFromBeingTakenButNotAnother() {
        Hand.of(stage, ann, tree).acquire("src/f");

        assertThat(hand(bob).inEveryTree().acquire("src/f")).isInstanceOf(Refused.class);
        assertThat(granted(hand(bob).acquire("src/f")).elsewhere()).hasSize(1);
    }

    @Test
    void aRenewalKeepsTheFenceAndProlongsTheTerm() {
        Lock first = granted(hand(ann).acquire("src/f")).lock();
        stage.ticker().pass(Duration.ofMinutes(4));

        Granted again = granted(hand(ann).acquire("src/f"));

        assertThat(again.renewed()).isTrue();
        assertThat(again.lock().fence()).isEqualTo(first.fence());
        assertThat(again.lock().expiresAt()).contains(stage.ticker().wall().plus(Duration.ofMinutes(5)));
    }

    @Test
    void aTermThatPassedIsWrittenOffOnContentionWithANewFence() {
        Lock first = granted(hand(ann).acquire("src/**")).lock();
        stage.ticker().pass(Duration.ofMinutes(5));

        Granted taken = granted(hand(bob).acquire("src/f"));

        assertThat(taken.freed())
                .singleElement()
                .satisfies(freed -> assertThat(freed.how()).isEqualTo(FreedBy.EXPIRED));
        assertThat(taken.lock().fence()).isGreaterThan(first.fence());
    }

    @Test
    void stealingEndsAllThatIsInTheWayAndSaysSo() {
        hand(ann).acquire("src/f");
        hand(bob).acquire("src/g");

        Granted stolen = granted(hand(cyd).stealing().acquire("src/**"));

        assertThat(stolen.freed())
                .hasSize(2)
                .allSatisfy(freed -> assertThat(freed.how()).isEqualTo(FreedBy.STOLEN));
    }

    /** Whoever wanted another part of what ended was handed on to a lock that is not in its way. */
    @Test
    void whoWantedWhatTheNewLockDoesNotCoverIsFreeToGo() {
        hand(ann).acquire("src/**");
        bob.edit("u1", "src/g");
        cyd.edit("v1", "src/f");
        Actor dan = known("dan", 104);

        Granted stolen = granted(hand(dan).stealing().acquire("src/f"));

        Freed later = hand(dan).release(stolen.lock()).orElseThrow();
        assertThat(stolen.freed().getFirst().interested())
                .containsExactly(bob.instance().orElseThrow().id());
        assertThat(later.interested())
                .containsExactly(cyd.instance().orElseThrow().id());
    }

    @Test
    void theLineIsServedInOrder() {
        hand(ann).acquire("src/f");
        Waiter second = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.empty());
        hand(cyd).queue("src/**", refused(hand(cyd).acquire("src/**")), 0, Optional.empty());
        free("src/f");

        assertThat(refused(hand(cyd).acquire("src/**")).first().why()).isEqualTo(Why.OTHERS_FIRST);
        assertThat(hand(bob).acquire("src/f")).isInstanceOf(Granted.class);
        hand(bob).leave(second);
        assertThat(refused(hand(cyd).acquire("src/**")).first().why()).isEqualTo(Why.TERM_RUNNING);
    }

    @Test
    void priorityGoesFirstInTheLineAndRobsNobody() {
        hand(ann).acquire("src/f");
        hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.empty());
        hand(cyd).queue("src/f", refused(hand(cyd).acquire("src/f")), 1, Optional.empty());

        assertThat(refused(hand(cyd).acquire("src/f")).first().why()).isEqualTo(Why.TERM_RUNNING);
        free("src/f");
        assertThat(refused(hand(bob).acquire("src/f")).first().why()).isEqualTo(Why.OTHERS_FIRST);
        assertThat(hand(cyd).acquire("src/f")).isInstanceOf(Granted.class);
    }

    @Test
    void theLineIsInTheOrderOfPriorityAndThenOfArrival() {
        hand(ann).acquire("src/f");
        Actor dan = known("dan", 104);
        Actor eve = known("eve", 105);
        line(bob, 0);
        line(cyd, -5);
        line(dan, 5);
        line(eve, 5);
        free("src/f");

        for (Actor served : new Actor[] {dan, eve, bob, cyd}) {
            for (Actor other : new Actor[] {bob, cyd, dan, eve}) {
                if (other != served && places.containsKey(other)) {
                    assertThat(refused(hand(other).acquire("src/f")).first().why())
                            .isEqualTo(Why.OTHERS_FIRST);
                }
            }
            Lock lock = granted(hand(served).acquire("src/f")).lock();
            hand(served).leave(requireNonNull(places.remove(served)));
            hand(served).release(lock);
        }
    }

    /** Whoever came in between with a higher priority goes first, but a place that is kept is never taken anew. */
    @Test
    void keepingAPlaceKeepsItsRankWhateverPriorityItIsAskedWithThen() {
        hand(ann).lasting(Duration.ofHours(1)).acquire("src/f");
        Waiter first = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 3, Optional.empty());
        hand(cyd).queue("src/f", refused(hand(cyd).acquire("src/f")), 3, Optional.empty());

        Waiter kept = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), -100, Optional.of(first));
        free("src/f");

        assertThat(kept.priority()).isEqualTo(3);
        assertThat(kept.since()).isEqualTo(first.since());
        assertThat(refused(hand(cyd).acquire("src/f")).first().why()).isEqualTo(Why.OTHERS_FIRST);
        assertThat(hand(bob).acquire("src/f")).isInstanceOf(Granted.class);
    }

    @Test
    void readersWhoDoNotWaitStayBehindAWriterOfTheLowestPriority() {
        hand(ann).shared().acquire("src/f");
        hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), -100, Optional.empty());

        assertThat(refused(hand(cyd).shared().acquire("src/f")).first().why()).isEqualTo(Why.OTHERS_FIRST);
    }

    /** Two wishes for the same two paths, begun at either end, stood in each other's way until their time was over. */
    @Test
    void aPlaceCountsForEveryPathOfItsWishSoThatTwoDoNotWaitForEachOther() {
        hand(ann).acquire("src/f");
        hand(ann).acquire("src/g");
        Waiter first = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.empty());
        Waiter second = hand(cyd).queue("src/g", refused(hand(cyd).acquire("src/g")), 0, Optional.empty());
        free("src/f");
        free("src/g");

        assertThat(refused(hand(cyd).acquireFrom(second, "src/f")).first().why())
                .isEqualTo(Why.OTHERS_FIRST);
        assertThat(hand(bob).acquireFrom(first, "src/f")).isInstanceOf(Granted.class);
        assertThat(hand(bob).acquireFrom(first, "src/g")).isInstanceOf(Granted.class);
    }

    @Test
    void aPlaceMovesToWhatIsInTheWayOfItsWishNow() {
        hand(ann).acquire("src/f");
        hand(ann).acquire("src/g");
        Waiter first = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.empty());

        Waiter moved = hand(bob).queue("src/g", refused(hand(bob).acquire("src/g")), 0, Optional.of(first));
        free("src/f");
        free("src/g");

        assertThat(moved.id()).isEqualTo(first.id());
        assertThat(hand(cyd).acquire("src/f")).isInstanceOf(Granted.class);
        assertThat(refused(hand(cyd).acquire("src/g")).first().why()).isEqualTo(Why.OTHERS_FIRST);
    }

    @Test
    void aPlaceWhoseLeaseIsOverIsNone() {
        hand(ann).lasting(Duration.ofHours(1)).acquire("src/f");
        Waiter lost = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 9, Optional.empty());
        stage.ticker().pass(Duration.ofSeconds(6));
        hand(cyd).queue("src/f", refused(hand(cyd).acquire("src/f")), 0, Optional.empty());
        free("src/f");

        assertThat(refused(hand(bob).acquireFrom(lost, "src/f")).first().why()).isEqualTo(Why.OTHERS_FIRST);
    }

    @Test
    void readersDoNotStarveAWriterWhoWaits() {
        hand(ann).shared().acquire("src/f");
        hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.empty());

        assertThat(refused(hand(cyd).shared().acquire("src/f")).first().why()).isEqualTo(Why.OTHERS_FIRST);
        assertThat(granted(hand(ann).shared().acquire("src/f")).renewed()).isTrue();
    }

    /** An edit under an own glob queued behind those who wait for that very glob: a standstill. */
    @Test
    void aHolderDoesNotQueueBehindThoseWhoWaitForIt() {
        hand(ann).acquire("src/**");
        hand(bob).queue("src/**", refused(hand(bob).acquire("src/**")), 0, Optional.empty());

        assertThat(hand(ann).acquire("src/f")).isInstanceOf(Granted.class);
    }

    @Test
    void aPlaceIsLostWhenItIsNotKeptAndKeptWhenItIs() {
        hand(ann).lasting(Duration.ofHours(1)).acquire("src/f");
        Waiter first = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.empty());
        stage.ticker().pass(Duration.ofSeconds(4));
        Waiter kept = hand(bob).queue("src/f", refused(hand(bob).acquire("src/f")), 0, Optional.of(first));
        assertThat(kept.id()).isEqualTo(first.id());
        stage.ticker().pass(Duration.ofSeconds(4));
        free("src/f");

        assertThat(refused(hand(cyd).acquire("src/f")).first().why()).isEqualTo(Why.OTHERS_FIRST);
        stage.ticker().pass(Duration.ofSeconds(2));
        assertThat(hand(cyd).acquire("src/f")).isInstanceOf(Granted.class);
    }

    private void line(Actor actor, int priority) {
        Refused refused = refused(hand(actor).acquire("src/f"));
        places.put(actor, hand(actor).queue("src/f", refused, priority, Optional.empty()));
    }

    private void free(String glob) {
        hand(ann).on(glob).stream()
                .filter(lock ->
                        lock.holder().equals(ann.instance().orElseThrow().id()))
                .forEach(lock -> hand(ann).release(lock));
    }

    private Actor known(String session, long pid) {
        Actor actor = stage.actor(session, pid, repo);
        actor.prompt("x");
        return actor;
    }

    private Hand hand(Actor actor) {
        return Hand.of(stage, actor, repo);
    }

    private static Granted granted(LockOutcome outcome) {
        assertThat(outcome).isInstanceOf(Granted.class);
        return (Granted) outcome;
    }

    private static Refused refused(LockOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return (Refused) outcome;
    }
}
