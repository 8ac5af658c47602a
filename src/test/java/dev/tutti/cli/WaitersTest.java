package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.claude.settings.Wiring;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.MemoryFiles;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.Map;
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
        StringBuilder text = new StringBuilder();
        VerbOutput output = new VerbOutput() {
            @Override
            public void out(String more) {
                text.append(more);
            }

            @Override
            public void err(String more) {
                throw new AssertionError(more);
            }

            @Override
            public void ask(String question) {
                throw new AssertionError(question);
            }

            @Override
            public boolean open() {
                return true;
            }
        };
        Map<String, String> environment = Map.of("PWD", repo.root().toString(), "COLUMNS", "200");
        new Cli(desk()).run(new VerbCall(List.of(words), environment, new byte[0], Optional.empty()), output);
        return text.toString();
    }

    private Desk desk() {
        Resident nobody = new Resident() {
            @Override
            public DaemonEntry entry() {
                throw new AssertionError("nobody asks for the daemon");
            }

            @Override
            public Home home() {
                return new Home(stage.made("home"));
            }

            @Override
            public void askToStop(StopReason reason) {
                throw new AssertionError("nobody stops the daemon");
            }
        };
        return new Desk(
                stage.rooms(),
                stage.flows(),
                nobody,
                Configuration.defaults(List.of()),
                new Wiring(new MemoryFiles(), stage.made("home"), _ -> false),
                stage.made("home"),
                () -> {});
    }
}
