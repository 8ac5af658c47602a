package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply;
import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.store.Opened;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class WatchTest {

    private final StoreFixture fixture;
    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    WatchTest(StoreFixture fixture) {
        this.fixture = fixture;
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void aDeadHoldersLocksAreFreeAtTheNextLook() {
        ann.edit("t1", "src/f");
        bob.edit("u1", "src/f");

        ann.die();
        stage.look();

        assertThat(ann.instance()).isEmpty();
        assertThat(bob.told()).singleElement().asString().contains("src/f is free: its holder is gone");
    }

    @Test
    void aDeadHolderNobodyHasNoticedYetIsNoObstacleAndWhatItLeftIsTold() {
        ann.edit("t1", "src/f");
        ann.write("src/f", "half");
        dirty("src/f");
        ann.die();

        HookReply granted = bob.edit("u1", "src/f");

        assertThat(lines(granted)).anyMatch(line -> line.contains("A ended and left uncommitted changes in src/f"));
        assertThat(ann.instance()).isEmpty();
    }

    @Test
    void aDeadHolderThatWroteNothingLeavesNoNote() {
        ann.edit("t1", "src/f");
        dirty("src/f");
        ann.die();

        assertThat(lines(bob.edit("u1", "src/f"))).isEmpty();
    }

    @Test
    void aDeadHolderOfSeveralProjectsIsGoneFromAllOfThem() {
        GitPlace other = stage.repository("other");
        ann.edit("t1", "src/f", other.root().resolve("lib").toString());
        ann.die();

        assertThat(bob.edit("u1", "src/f")).isNotInstanceOf(Refuse.class);
        assertThat(Hand.of(stage, bob, other).on("lib")).isEmpty();
    }

    @Test
    void aQuietLiveHolderLosesNothingHoweverLong() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");

        stage.ticker().pass(Duration.ofDays(30));
        stage.look();

        assertThat(ann.instance()).isPresent();
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void aPidThatAnotherProcessHasNowIsNotTheHolder() {
        ann.edit("t1", "src/f");
        stage.processes().start(101);

        assertThat(bob.edit("u1", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void aTermThatPassesIsAnEventThatFreesAndTellsBothSides() {
        ann.prompt("x");
        Hand.of(stage, ann, repo).acquire("src/**");
        bob.edit("u1", "src/f");
        stage.ticker().pass(Duration.ofMinutes(5));

        assertThat(holders("src/f")).containsExactly("A");
        stage.look();

        assertThat(holders("src/f")).isEmpty();
        assertThat(ann.told()).anyMatch(line -> line.contains("its term passed"));
        assertThat(bob.told()).anyMatch(line -> line.contains("is free: its term passed"));
    }

    @Test
    void aPlaceInTheLineThatNobodyRenewsIsGone() {
        ann.prompt("x");
        bob.prompt("x");
        Hand.of(stage, ann, repo).lasting(Duration.ofHours(1)).acquire("src/f");
        Hand waiting = Hand.of(stage, bob, repo);
        waiting.queue("src/f", (Refused) waiting.acquire("src/f"), 0, Optional.empty());

        stage.ticker().pass(Duration.ofSeconds(6));
        stage.look();

        long places = stage.rooms()
                .store()
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM lock_waiter", row -> row.number("n"))
                        .orElseThrow());
        assertThat(places).isZero();
    }

    @Test
    void aMachineThatSleptTakesNobodysTermAway() {
        ann.prompt("x");
        Hand.of(stage, ann, repo).acquire("src/f");

        stage.ticker().setWall(stage.ticker().wall().plus(Duration.ofHours(8)));

        if (fixture.database() == Database.SQLITE) {
            assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
            stage.look();
            assertThat(holders("src/f")).containsExactly("A");
            stage.ticker().pass(Duration.ofMinutes(5));
        }
        assertThat(bob.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
        assertThat(ann.told()).anyMatch(line -> line.contains("src/f"));
    }

    @Test
    void aClockThatIsSetBackMakesNoTermLonger() {
        if (fixture.database() != Database.SQLITE) {
            return;
        }
        ann.prompt("x");
        Hand.of(stage, ann, repo).acquire("src/f");

        stage.ticker().setWall(stage.ticker().wall().minus(Duration.ofHours(1)));
        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
        stage.ticker().pass(Duration.ofMinutes(5));

        assertThat(bob.edit("u2", "src/f")).isNotInstanceOf(Refuse.class);
    }

    /** Its lease was not renewed while nobody lived, and the first session was taken for one of a lapsed host. */
    @Test
    void afterIdleHoursTheFirstSessionIsVouchedForAtOnce() {
        ann.in(0).told();
        stage.ticker().pass(Duration.ofHours(2));
        Actor remote = ann.in(0).as("remote");

        remote.edit("t1", "src/f");

        assertThat(bob.edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void aRestartExtendsEveryTermByTheTimeNobodyWasThere() {
        ann.prompt("x");
        Hand.of(stage, ann, repo).acquire("src/f");
        Actor remote = bob.in(0).as("remote");
        remote.prompt("x");

        Duration down = Duration.ofHours(2);
        stage.ticker().pass(down);
        stage.restart(fixture.reopen(), down);
        stage.look();

        assertThat(holders("src/f")).containsExactly("A");
        assertThat(remote.instance()).isPresent();
    }

    /** Found by the simulation from seed 2: each such crash made every term an hour longer. */
    @Test
    void aClockThatIsSetBackBeforeACrashMakesNoTermLonger() {
        if (fixture.database() != Database.SQLITE) {
            return;
        }
        ann.prompt("x");
        Hand.of(stage, ann, repo).acquire("src/f");
        stage.ticker().setWall(stage.ticker().wall().minus(Duration.ofHours(1)));

        Opened next = fixture.crashAnd(() -> {});
        stage.restart(next.store(), next.report().downtime());
        stage.ticker().pass(Duration.ofMinutes(6));
        stage.look();

        assertThat(holders("src/f")).isEmpty();
    }

    @Test
    void aHostThatWasNotHeardOfLosesOnContentionWithANewFenceAndIsToldWhenItComesBack() {
        Actor far = ann.in(0).as("far");
        far.change("t1", "src/f", "one");
        dirty("src/f");
        stage.rooms().store().write(tx -> tx.update("UPDATE host_lease SET machine = 'far', expires_at = 0"));
        Stage here =
                new Stage(fixture.ticker(), fixture.ids(), fixture.folder(), settings -> settings, fixture.store());
        GitPlace same = here.repository("repo");
        here.git().state(same, "src/f", PathState.CHANGED);

        HookReply granted = here.actor("near", 301, same).edit("u1", "src/f");

        assertThat(lines(granted)).anyMatch(line -> line.contains("its host was not heard of"));
        assertThat(far.told()).anyMatch(line -> line.contains("You no longer hold src/f"));
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
