package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two locks on one path of two trees do not look as if they were on one file. */
@OnBothStores
final class OtherTreesTest {

    private final Stage stage;
    private final GitPlace repo;
    private final GitPlace linked;

    OtherTreesTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        linked = stage.worktree(repo, "linked");
        Hand.of(stage, known("ann", 101, repo), repo).acquire("src/f");
        Hand.of(stage, known("bob", 102, linked), linked).acquire("src/f");
    }

    @Test
    void theTreeOfALockIsNamedWhenItIsNotTheReaders() {
        for (List<String> command : List.of(List.of("status"), List.of("lock", "list"))) {
            assertThat(said(repo.root(), command).lines())
                    .anyMatch(line -> line.matches("A .*  src/f"))
                    .anyMatch(line -> line.matches("B .* \\[linked\\] src/f"));
            assertThat(said(linked.root(), command).lines())
                    .anyMatch(line -> line.matches("A .* \\[repo\\] src/f"))
                    .anyMatch(line -> line.matches("B .*  src/f"));
        }
    }

    private Actor known(String session, long pid, GitPlace place) {
        Actor actor = stage.actor(session, pid, place);
        actor.prompt("x");
        return actor;
    }

    private String said(Path directory, List<String> words) {
        return new Console(stage, stage.flows(), Configuration.defaults(List.of()), directory)
                .said(words.toArray(String[]::new));
    }
}
