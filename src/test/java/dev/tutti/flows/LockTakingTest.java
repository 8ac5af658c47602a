package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.flows.LockTaking.Wish;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.LockVerbs.Answer.Done;
import dev.tutti.flows.LockVerbs.Answer.Held;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.PathState;
import dev.tutti.locks.Waiter;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

@OnBothStores
final class LockTakingTest extends LocksByHand {

    LockTakingTest(StoreFixture fixture) {
        super(fixture);
    }

    @Test
    void severalPathsAreTakenWholeAndARefusalWritesNobodyOff() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();
        bob.edit("u1", "src/f");
        stage.actor("cyd", 103, repo).edit("v1", "src/g");

        Answer refused = acquire(bob, "src/e", "src/f", "src/g");

        assertThat(refused).isInstanceOf(Held.class);
        assertThat(holds(ann, "src/f")).isTrue();
        assertThat(holds(bob, "src/e")).isFalse();
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void aDeadHolderIsNoObstacle() {
        ann.edit("t1", "src/f");
        ann.die();

        assertThat(acquire(bob, "src/f")).isInstanceOf(Done.class);
    }

    @Test
    void aSessionThatWasRefusedByHandIsToldWhenItIsFreeAndMayTakeOverWhatItWasShown() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        ann.stop();

        assertThat(acquire(bob, "src/f")).isInstanceOf(Held.class);
        assertThat(acquire(bob, "src/f")).isInstanceOf(Done.class);

        assertThat(ann.told()).anyMatch(line -> line.contains("You no longer hold src/f"));
    }

    @Test
    void whoClosesARingIsToldAndSoAreTheOthers() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        bob.change("u1", "src/g", "two");
        dirty("src/g");
        ann.edit("t2", "src/g");

        Answer refused = acquire(bob, "src/f");

        assertThat(((Held) refused).text()).contains("Waiting in a ring: B waits for A waits for B");
        assertThat(ann.told()).anyMatch(line -> line.contains("Waiting in a ring"));
    }

    /** A waiter is killed: the path becomes free a moment later, and is not locked for nobody. */
    @Test
    void whoIsNotThereAnyMoreWhenItsTurnComesGetsNothing() {
        acquire(ann, "src/f");
        AtomicBoolean asked = new AtomicBoolean();

        Answer answer = stage.flows()
                .lockTaking()
                .acquire(
                        asker(bob),
                        new Wish(List.of("src/f"), false, false, Optional.empty(), "by hand", false),
                        Duration.ofMinutes(1),
                        () -> {
                            asked.set(true);
                            release(ann, "src/f", false);
                            return false;
                        });

        assertThat(asked).isTrue();
        assertThat(answer).isInstanceOf(Held.class);
        assertThat(acquire(known("cyd", 103), "src/f")).isInstanceOf(Done.class);
    }

    private Actor known(String session, long pid) {
        Actor actor = stage.actor(session, pid, repo);
        actor.prompt("x");
        return actor;
    }

    /** A glob was kept as it was typed, while every path has one form: what looked the same did not meet. */
    @Test
    void aTypedGlobMeetsThePathsThatLookTheSame() {
        acquire(ann, "src/cafe\u0301*");

        assertThat(bob.edit("u1", "src/caf\u00e9.txt")).isInstanceOf(Refuse.class);
    }

    /** Each acts in the other's pause: whoever is asked whether it still listens has just been refused once more. */
    @Test
    void whoWaitsWithAHigherPriorityIsServedBeforeWhoCameFirst() {
        prefer(new Priorities(Map.of("lead", 50), List.of()));
        Actor cyd = stage.actor("cyd", 103, repo).with("TUTTI_ROLE", "lead");
        cyd.prompt("x");
        acquire(ann, "src/f");
        List<Integer> priorities = new ArrayList<>();

        Answer[] ofCyd = new Answer[1];
        Answer ofBob = wait(bob, List.of("src/f"), rounds(2, () -> {
            ofCyd[0] = wait(cyd, List.of("src/f"), rounds(2, () -> {
                priorities.addAll(waiting().stream().map(Waiter::priority).toList());
                release(ann, "src/f", false);
            }));
        }));

        assertThat(priorities).containsExactly(50, 0);
        assertThat(ofCyd[0]).isInstanceOf(Done.class);
        assertThat(ofBob).isInstanceOf(Held.class);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aHigherPriorityRobsNoHolder() {
        prefer(new Priorities(
                Map.of(), List.of(new Priorities.OfPath(PathGlob.parse("src/**").orElseThrow(), 100))));
        acquire(ann, "src/f");

        Answer ofBob = wait(bob, List.of("src/f"), rounds(3, () -> {}));

        assertThat(ofBob).isInstanceOf(Held.class);
        assertThat(holds(ann, "src/f")).isTrue();
    }

    /** Who was placed before all others waited for its next turn to ask all the same. */
    @Test
    void whoIsPlacedBeforeTheOneInItsWayIsServedAtOnce() {
        prefer(new Priorities(Map.of("lead", 50), List.of()));
        Actor cyd = stage.actor("cyd", 103, repo).with("TUTTI_ROLE", "lead");
        cyd.prompt("x");
        acquire(ann, "src/f");

        Answer[] ofCyd = new Answer[1];
        wait(bob, List.of("src/f", "src/g"), rounds(1, () -> {
            release(ann, "src/f", false);
            ofCyd[0] = wait(cyd, List.of("src/f"), rounds(1, () -> {}));
        }));

        assertThat(ofCyd[0]).isInstanceOf(Done.class);
    }

    @Test
    void aWishForSeveralPathsStandsInOneLineAtATime() {
        acquire(ann, "src/f");
        acquire(ann, "src/g");
        List<String> stood = new ArrayList<>();

        wait(bob, List.of("src/f", "src/g"), rounds(3, () -> {
            stood.addAll(waiting().stream().map(waiter -> waiter.key().path()).toList());
            release(ann, "src/f", false);
        }));

        assertThat(stood).containsExactly("src/f", "src/g", "src/g");
    }

    private void prefer(Priorities priorities) {
        stage.adjust(settings -> settings.with(priorities));
    }

    private List<Waiter> waiting() {
        Instance any = ann.instance().orElseThrow();
        return stage.rooms().store().read(tx -> stage.rooms().locks().waiting(tx, any.project()));
    }

    /** Listens for so many rounds, doing something in each. */
    private static BooleanSupplier rounds(int count, Runnable deed) {
        int[] left = {count};
        return () -> {
            if (left[0]-- <= 0) {
                return false;
            }
            deed.run();
            return true;
        };
    }

    private Answer wait(Actor actor, List<String> paths, BooleanSupplier listening) {
        Wish wish = new Wish(paths, false, false, Optional.of(Duration.ofMinutes(5)), "by hand", false);
        return stage.flows().lockTaking().acquire(asker(actor), wish, Duration.ofMinutes(1), listening);
    }

    private void dirty(String path) {
        stage.git().state(repo, path, PathState.CHANGED);
    }
}
