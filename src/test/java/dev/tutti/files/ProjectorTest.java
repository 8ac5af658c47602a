package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.files.DiskFiles;
import dev.tutti.kernel.files.DiskLineFiles;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Observed;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class ProjectorTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final CoordinationFolder folder;
    private final TellingFiles files = new TellingFiles();

    ProjectorTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        stage.made("repo/.claude/coordination");
        folder = new CoordinationFolder(repo.root());
        ann = stage.actor("ann", 101, repo);
    }

    @Test
    void whatHappensIsInTheFilesAMomentLater() {
        try (Projector projector = projector()) {
            projector.add(repo.root(), true);
            projector.start();
            files.deeds.await(deed -> deed.contains("\"instances\": []"), BOUND);

            ann.prompt("x");
            ann.edit("t1", "src/f");

            files.deeds.await(deed -> deed.contains("\"src/f\""), BOUND);
            ann.end();
            files.deeds.await(deed -> deed.startsWith("deleted " + folder.locks()), BOUND);
            files.deeds.await(deed -> deed.startsWith("deleted " + folder.heartbeats()), BOUND);
        }
    }

    @Test
    void thePoolsFileGrowsAndGoesAgainWithTheOthers() throws IOException {
        ann.start();
        ann.say("```pool\nTOPIC: one\n```");
        Projector projector = projector();
        projector.add(repo.root(), true);
        projector.writeAll(true);
        Path pool = folder.poolLines();

        assertThat(Files.readString(pool)).contains("\"topic\":\"one\"").endsWith("}\n");
        projector().remove(repo.root(), true);
        assertThat(pool).doesNotExist();
    }

    @Test
    void noPoolsFileIsWrittenWhereNobodyAgreedToItOrTheFolderWasTakenAway() throws IOException {
        ann.start();
        ann.say("```pool\nTOPIC: one\n```");
        Projector earlier = projector();
        earlier.add(repo.root(), false);
        earlier.writeAll(true);
        assertThat(folder.pool()).doesNotExist();

        Files.move(folder.folder(), stage.made("away").resolve("coordination"));
        Projector projector = projector();
        projector.add(repo.root(), true);
        projector.writeAll(true);

        assertThat(folder.pool()).doesNotExist();
    }

    @Test
    void withoutNewsNothingIsLookedAtUntilTimesGrowOld() {
        ann.prompt("x");
        Projector projector = projector();
        projector.add(repo.root(), true);
        assertThat(projector.writeAll(false)).isTrue();
        int written = files.deeds.all().size();
        stage.ticker().pass(Duration.ofSeconds(30));

        projector.writeAll(false);
        assertThat(files.deeds.all()).hasSize(written);

        projector.writeAll(true);
        // The log of decisions has no time that grows old.
        assertThat(files.deeds.all()).hasSize(2 * written - 1);
    }

    @Test
    void aRepositoryWhereNobodyLivesNeedsNoFurtherLook() {
        Projector projector = projector();
        projector.add(repo.root(), true);

        assertThat(projector.writeAll(false)).isFalse();
    }

    @Test
    void removingTakesAwayWhatAnotherDaemonWroteToo() {
        ann.prompt("x");
        Projector first = projector();
        first.add(repo.root(), true);
        first.writeAll(true);

        projector().remove(repo.root(), true);

        assertThat(files.list(folder.folder())).isEmpty();
    }

    private Projector projector() {
        DocumentShapes shapes = new DocumentShapes(
                new DocumentShapes.Machine("Linux", "ada", stage.settings().host()));
        return new Projector(
                stage.rooms(),
                stage.flows().overview(),
                new Projector.Disk(files, new DiskLineFiles(), Optional.empty()),
                shapes);
    }

    /** The disk's files, that tell what is done to them. */
    private static final class TellingFiles implements TextFiles {

        private final TextFiles disk = new DiskFiles();
        private final Observed<String> deeds = new Observed<>();

        @Override
        public FileText read(Path file) {
            return disk.read(file);
        }

        @Override
        public void replace(Path file, String text, Audience audience) {
            disk.replace(file, text, audience);
        }

        @Override
        public void replaceLightly(Path file, String text) {
            disk.replaceLightly(file, text);
            deeds.add("wrote " + file + " " + text);
        }

        @Override
        public void delete(Path file) {
            disk.delete(file);
            deeds.add("deleted " + file);
        }

        @Override
        public boolean deleteFolderIfEmpty(Path each) {
            return disk.deleteFolderIfEmpty(each);
        }

        @Override
        public List<Path> list(Path each) {
            return disk.list(each);
        }

        @Override
        public Path real(Path path) {
            return disk.real(path);
        }

        @Override
        public Reach reach(Path path) {
            return disk.reach(path);
        }
    }
}
