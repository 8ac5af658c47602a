package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.files.PlacingOutcome.Done;
import dev.tutti.files.PlacingOutcome.Nothing;
import dev.tutti.files.PlacingOutcome.Plan;
import dev.tutti.kernel.files.DiskFiles;
import dev.tutti.kernel.files.DiskLineFiles;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@OnBothStores
final class DocumentsTest {

    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");

    private final Stage stage;
    private final GitPlace repo;
    private final Path status;

    DocumentsTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        stage.made("repo/.git/info");
        repo = stage.repository("repo");
        status = new CoordinationFolder(repo.root()).command("coord-status");
    }

    @Test
    void sessionsFindTheCommandsWhereARepositoryWasPreparedAndNowhereElse() {
        Documents documents = documents(true);

        assertThat(documents.onPath(repo.root())).isEmpty();
        prepare(documents);

        assertThat(documents.onPath(repo.root().resolve("src"))).contains(Path.of("/opt/tutti/libexec/compat"));
        assertThat(documents.onPath(stage.repository("other").root())).isEmpty();
    }

    @Test
    void theNextDaemonKnowsWhatWasPrepared() {
        prepare(documents(true));

        Documents next = documents(true);

        assertThat(next.plan(repo.root(), LAUNCHER)).isInstanceOf(Nothing.class);
        assertThat(next.apply((Plan) next.planUndo(repo.root()))).isInstanceOf(Done.class);
        assertThat(repo.root().resolve(".claude")).doesNotExist();
    }

    @Test
    void undoingTakesTheProjectionsAlong() throws Exception {
        Documents documents = documents(true);
        prepare(documents);
        CoordinationFolder folder = new CoordinationFolder(repo.root());
        Files.createDirectories(folder.locks());
        Files.writeString(folder.registry(), "{}");

        documents.apply((Plan) documents.planUndo(repo.root()));

        assertThat(repo.root().resolve(".claude")).doesNotExist();
    }

    @Test
    void doctorIsToldNothingElsewhereAndWhatIsMissingHere() throws Exception {
        Documents documents = documents(true);
        assertThat(documents.look(repo.root())).isEmpty();
        prepare(documents);

        assertThat(documents.look(repo.root())).singleElement().satisfies(look -> {
            assertThat(look.text()).contains("commands and files are in");
            assertThat(look.next()).isEmpty();
        });
        Files.writeString(status, "mine");
        assertThat(documents.look(repo.root())).singleElement().satisfies(look -> {
            assertThat(look.text()).contains(status + " was changed");
            assertThat(look.next()).startsWith("remove it, then tutti init --compat");
        });
        Files.delete(status);
        assertThat(documents.look(repo.root())).singleElement().satisfies(look -> {
            assertThat(look.text()).contains(status + " is not there any more");
            assertThat(look.next()).startsWith("tutti init --compat puts it back");
        });
    }

    @Test
    void theSettingLeavesCommandsAndKeepsNoFiles() {
        Documents documents = documents(false);
        documents.start();
        Plan plan = (Plan) documents.plan(repo.root(), LAUNCHER);
        assertThat(plan.says()).noneMatch(line -> line.contains("work-registry.json"));
        documents.apply(plan);

        assertThat(status).exists();
        assertThat(documents.look(repo.root()).getFirst().text()).doesNotContain("files are");
    }

    private void prepare(Documents documents) {
        assertThat(documents.apply((Plan) documents.plan(repo.root(), LAUNCHER)))
                .isInstanceOf(Done.class);
    }

    private Documents documents(boolean projecting) {
        return new Documents(
                stage.rooms(),
                stage.flows().overview(),
                new Documents.Disk(new DiskFiles(), new DiskLineFiles()),
                new Documents.Setup(
                        stage.made("tutti"),
                        projecting,
                        new Documents.User(stage.made("home"), false),
                        new DocumentShapes.Machine(
                                "Linux", "ada", stage.settings().host())));
    }
}
