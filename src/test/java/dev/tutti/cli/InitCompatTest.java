package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cli.Counter.Said;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code init --compat} and its way back, as a person types them. */
@OnBothStores
final class InitCompatTest {

    private final GitPlace repo;
    private final Path status;
    private final Path settings;
    private final Counter counter;

    InitCompatTest(StoreFixture fixture) throws IOException {
        Stage stage = new Stage(fixture);
        stage.made("repo/.git/info");
        repo = stage.repository("repo");
        Files.writeString(repo.root().resolve(".git/info/exclude"), "*.log\n");
        status = repo.root().resolve(".claude/coordination/bin/coord-status");
        settings = repo.root().resolve(".claude/settings.local.json");
        counter = new Counter(stage, repo.root());
    }

    @Test
    void everythingIsShownAndAskedForAndNothingWrittenWithoutAnAnswer() throws IOException {
        Map<String, String> before = tree();

        Said said = counter.type("init", "--compat");

        assertThat(said.out())
                .contains("+++ " + settings)
                .contains("+++ " + status)
                .contains("+++ " + repo.root().resolve(".git/info/exclude"))
                .contains("Undo: tutti uninit\n");
        assertThat(said.question()).isEqualTo("Write this? [y/N] ");
        assertThat(tree()).isEqualTo(before);
        assertThat(counter.answer("n", "init", "--compat").err()).contains("nothing was written");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aYesWiresAndPreparesAndPlainUninitRestoresEveryByte() throws IOException {
        Map<String, String> before = tree();

        Said done = counter.answer("y", "init", "--compat");
        assertThat(done.code()).isZero();
        assertThat(status).exists();
        assertThat(settings).exists();

        Said undone = counter.answer("yes", "uninit");
        assertThat(undone.code()).isZero();
        assertThat(undone.out()).contains("The documents' commands are gone.").contains("Unwired");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void theSecondTimeThereIsNothingToDo() throws IOException {
        counter.type("init", "--compat", "--yes");
        Map<String, String> before = tree();

        Said again = counter.type("init", "--compat");

        assertThat(again.code()).isZero();
        assertThat(again.question()).isEmpty();
        assertThat(again.out()).contains("is wired already.").contains("already.");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aRepositoryThatIsWiredGetsOnlyTheCommands() {
        counter.type("init", "--yes");

        Said said = counter.type("init", "--compat");

        assertThat(said.out())
                .contains("is wired already.")
                .contains("+++ " + status)
                .doesNotContain("+++ " + settings);
        assertThat(said.question()).isEqualTo("Write this to this repository? [y/N] ");
    }

    @Test
    void onlyTheCommandsCanBeTakenAway() {
        counter.type("init", "--compat", "--yes");

        assertThat(counter.type("uninit", "--compat", "--yes").code()).isZero();

        assertThat(status).doesNotExist();
        assertThat(settings).exists();
        assertThat(counter.type("uninit", "--compat").out()).contains("are not here");
        assertThat(counter.type("uninit", "--yes").out()).doesNotContain("documents");
    }

    @Test
    void theWireOfTheUserIsTakenOutWithoutTheCommands() {
        counter.type("init", "--user", "--compat", "--yes");

        Said said = counter.type("uninit", "--user", "--yes");

        assertThat(said.code()).isZero();
        assertThat(status).exists();
    }

    @Test
    void whatStandsInTheWayKeepsEverythingFromBeingWritten() throws IOException {
        Files.createDirectories(status.getParent());
        Files.writeString(status, "mine");
        Map<String, String> before = tree();

        Said said = counter.type("init", "--compat", "--yes");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(status.toString()).contains("Next step: move it away");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void withoutCompatNothingOfItIsThere() {
        Said said = counter.type("init", "--yes");

        assertThat(said.out()).doesNotContain("coordination");
        assertThat(status).doesNotExist();
        assertThat(counter.type("uninit").question()).isEqualTo("Write this to " + settings + "? [y/N] ");
    }

    @Test
    void programsAreAnsweredInOneDocument() {
        Said said = counter.type("init", "--compat", "--yes", "--json");

        assertThat(said.out())
                .startsWith("{\"result\":\"done\",\"text\":\"Wired ")
                .hasLineCount(1);
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(repo.root())) {
            for (Path each : all.toList()) {
                tree.put(each.toString(), Files.isRegularFile(each) ? Files.readString(each) : "");
            }
        }
        return tree;
    }
}
