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

/** A path that somebody asks about is the file it names, wherever the asker stands. */
@OnBothStores
final class WhyPathTest {

    private final Stage stage;
    private final GitPlace here;
    private final GitPlace sibling;

    WhyPathTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        here = stage.repository("here");
        sibling = stage.repository("sibling");
    }

    /** It was looked up in the asker's project, where a file of the same name had another holder, or none. */
    @Test
    void aFileOfAnotherProjectIsLookedUpThere() {
        Hand.of(stage, known("ann", 101, here), here).acquire("src/f");
        Hand.of(stage, known("bob", 102, sibling), sibling).acquire("src/f");

        assertThat(said(here.root(), "why", sibling.root() + "/src/f"))
                .startsWith("src/f is locked by ")
                .contains("[" + sibling.root() + "]")
                .doesNotContain("[" + here.root() + "]");
        assertThat(said(here.root(), "why", "src/f")).contains("[" + here.root() + "]");
        assertThat(said(here.root(), "why", sibling.root() + "/src/g"))
                .startsWith("Nobody has locked " + sibling.root() + "/src/g");
    }

    @Test
    void soItIsFromWhereNothingOfTuttiHasHappenedYet() {
        Hand.of(stage, known("bob", 102, sibling), sibling).acquire("src/f");

        assertThat(said(here.root(), "why", sibling.root() + "/src/f")).contains("[" + sibling.root() + "]");
        assertThat(said(here.root(), "why", "src/f")).isEqualTo("Nothing of Tutti has happened here yet.\n");
    }

    @Test
    void aLockOnMoreThanThePathIsNamed() {
        Hand.of(stage, known("ann", 101, here), here).acquire("src/**");

        assertThat(said(here.root(), "why", "src/f"))
                .containsPattern("src/f is locked by A \\(claude-.*\\) with src/\\*\\*,");
        assertThat(said(here.root(), "why", "src/")).contains("locked by A");
    }

    /** The locked path counts from the top of its tree; what is to be typed next counts from where one stands. */
    @Test
    void theNextStepCallsAFileAsItWasCalled() {
        Hand.of(stage, known("ann", 101, here), here).acquire("src/f");
        Hand.of(stage, known("bob", 102, sibling), sibling).acquire("src/f");
        Path src = here.root().resolve("src");

        assertThat(said(src, "lock", "check", "f")).contains("src/f is locked by ", "tutti lock acquire 'f' --wait");
        assertThat(said(src, "lock", "release", "f", "../g"))
                .contains("ask with tutti why 'f'", "g is not locked", "tutti lock acquire '../g'");
        assertThat(said(here.root(), "lock", "acquire", sibling.root() + "/src/f"))
                .contains("tutti why '" + sibling.root() + "/src/f'");
    }

    private Actor known(String session, long pid, GitPlace repo) {
        Actor actor = stage.actor(session, pid, repo);
        actor.prompt("x");
        return actor;
    }

    private String said(Path directory, String... words) {
        return new Console(stage, stage.flows(), Configuration.defaults(List.of()), directory).said(words);
    }
}
