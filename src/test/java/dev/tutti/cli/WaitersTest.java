package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever looks is told why somebody in a line is served before others. */
@OnBothStores
final class WaitersTest {

    private final Stage stage;
    private final GitPlace repo;

    WaitersTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        Hand holder = Hand.of(stage, known("ann", 101), repo);
        Actor bob = known("bob", 102);
        Actor cyd = known("cyd", 103);
        holder.acquire("src/f");
        wait(bob, 0);
        wait(cyd, 50);
    }

    @Test
    void statusListsTheLineInItsOrderWithEveryPriorityThatIsNotTheUsualOne() {
        assertThat(said("status").lines())
                .containsSubsequence(
                        "C waits for src/f, which A has, since now, priority 50",
                        "B waits for src/f, which A has, since now");
    }

    @Test
    void whyTellsItOfThePathAndOfWhoWaits() {
        assertThat(said("why", "src/f").lines())
                .anyMatch(line -> line.matches("C \\(claude-.*\\) waits for src/f since now, priority 50"))
                .anyMatch(line -> line.matches("B \\(claude-.*\\) waits for src/f since now"));
        assertThat(said("why", "C")).containsPattern("It waits for src/f, which A has, since now, priority 50\n");
        assertThat(said("why", "B")).containsPattern("It waits for src/f, which A has, since now\n");
    }

    @Test
    void theDocumentsCarryIt() {
        for (String document : List.of(said("status", "--json"), said("lock", "list", "--json"))) {
            assertThat(document)
                    .containsPattern("\"instance_name\":\"C\"[^}]*\"priority\":50}")
                    .doesNotContainPattern("\"instance_name\":\"B\"[^}]*\"priority\"");
        }
    }

    private Actor known(String session, long pid) {
        Actor actor = stage.actor(session, pid, repo);
        actor.prompt("x");
        return actor;
    }

    private void wait(Actor actor, int priority) {
        Hand hand = Hand.of(stage, actor, repo);
        hand.queue("src/f", (Refused) hand.acquire("src/f"), priority, Optional.empty());
    }

    private String said(String... words) {
        return new Console(stage, stage.flows(), Configuration.defaults(List.of()), repo.root()).said(words);
    }
}
