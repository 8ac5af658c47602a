package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.ScriptLocks;
import dev.tutti.flows.ScriptLocks.Wanted;
import dev.tutti.flows.Scripts.Script;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles.Reach;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.LockId;
import dev.tutti.projects.Standing;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Golden;
import dev.tutti.testing.MemoryFiles;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@OnBothStores
final class ProjectionTest {

    private static final Predicate<String> NOBODY = _ -> false;

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final CoordinationFolder folder;
    private final MemoryFiles files = new MemoryFiles();
    private final DocumentShapes shapes;
    private Projection projection;

    ProjectionTest(StoreFixture fixture) {
        fixture.ticker().setWall(Instant.parse("2026-01-08T12:45:32Z"));
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        folder = new CoordinationFolder(repo.root());
        files.withFolder(folder.folder());
        shapes = new DocumentShapes(
                new DocumentShapes.Machine("Linux", "ada", stage.settings().host()));
        projection = projection();
    }

    @Test
    void theDocumentsFilesHaveTheDocumentsShape() {
        stage.files().write(repo.root().resolve("backend/app/api/routes/auth.py"), "x");
        script("Implement user authentication API", "backend-system-architect");
        take("backend/app/api/routes/auth.py");

        write();

        Golden.assertMatches("compat/work-registry.json", shown(folder.registry()));
        Golden.assertMatches(
                "compat/lock.json", shown(folder.locks().resolve("YmFja2VuZC9hcHAvYXBpL3JvdXRlcy9hdXRoLnB5.json")));
        Golden.assertMatches(
                "compat/heartbeat.json", shown(files.list(folder.heartbeats()).getFirst()));
    }

    @Test
    void nobodyIsAnEmptyRegistry() {
        write();

        assertThat(shown(folder.registry())).contains("\"instances\": []");
        assertThat(files.list(folder.locks())).isEmpty();
    }

    @Test
    void whatIsOverIsRemoved() {
        script("one", "a");
        take("src/f");
        write();
        assertThat(files.list(folder.locks())).hasSize(1);
        assertThat(files.list(folder.heartbeats())).hasSize(1);

        stage.processes().end(500);
        stage.look();
        write();

        assertThat(files.list(folder.locks())).isEmpty();
        assertThat(files.list(folder.heartbeats())).isEmpty();
        assertThat(shown(folder.registry())).contains("\"instances\": []");
    }

    @Test
    void anEditsLockIsShownAsOneThatIsRenewed() {
        ann.change("t1", "src/f", "x");

        write();
        String first = shown(files.list(folder.locks()).getFirst());
        stage.ticker().pass(Duration.ofHours(1));
        write();
        String later = shown(files.list(folder.locks()).getFirst());

        assertThat(first).contains("\"expires_at\": \"2026-01-08T12:50:32Z\"");
        assertThat(later).contains("\"expires_at\": \"2026-01-08T13:50:32Z\"");
    }

    @Test
    void aSessionThatIsQuietButAliveIsPingedNow() {
        ann.prompt("x");
        stage.ticker().pass(Duration.ofHours(1));

        write();

        assertThat(shown(folder.registry()))
                .contains("\"last_ping\": \"2026-01-08T13:45:32Z\"")
                .contains("\"status\": \"active\"");
    }

    @Test
    void pingsAreCountedAsLongAsOneLives() {
        ann.prompt("x");
        write();
        assertThat(shown(files.list(folder.heartbeats()).getFirst()))
                .contains("\"ping_count\": 0")
                .contains("\"status\": \"starting\"");

        stage.ticker().pass(Duration.ofSeconds(30));
        write();

        assertThat(shown(files.list(folder.heartbeats()).getFirst()))
                .contains("\"ping_count\": 1")
                .contains("\"status\": \"active\"");
    }

    @Test
    void aSessionWhoseTurnIsOverIsIdleAndADeadOneIsNotThere() {
        ann.prompt("x");
        ann.stop();
        stage.actor("bob", 102, repo).prompt("y");
        stage.processes().end(102);

        write();

        assertThat(shown(folder.registry())).contains("\"status\": \"idle\"").doesNotContain("crashed");
        assertThat(files.list(folder.heartbeats())).hasSize(1);
    }

    @Test
    void aPersonIsThereAsLongAsItHoldsSomething() {
        Asker person = new Asker(repo.root(), Caller.of(Map.of("USER", "ann")), Optional.empty());
        locks().acquire(person, new Wanted("src/f", "x", false));
        write();
        assertThat(shown(folder.registry())).contains("person-ann@machine");

        locks().release(person, "src/f", false);
        write();

        assertThat(shown(folder.registry())).contains("\"instances\": []");
    }

    @Test
    void onePathInTwoTreesIsTwoFilesAndThePrimaryTreesHasTheDocumentsName() {
        GitPlace other = stage.worktree(repo, "other");
        stage.actor("bob", 102, other).change("u1", "src/f", "y");
        ann.change("t1", "src/f", "x");
        String bob = stage.rooms()
                .store()
                .read(tx -> stage.rooms()
                        .instances()
                        .livingOfHost(tx, stage.settings().host())
                        .getFirst()
                        .publicId());

        write();

        assertThat(files.list(folder.locks())).hasSize(2);
        assertThat(shown(folder.locks().resolve(CoordinationFolder.lockId("src/f") + ".json")))
                .doesNotContain(bob);
    }

    @Test
    void aLongPathGetsAShorterNameOfItsOwn() {
        String one = "a/".repeat(120) + "one";
        String two = "a/".repeat(120) + "two";

        assertThat(CoordinationFolder.lockId(one)).hasSizeLessThan(200).isNotEqualTo(CoordinationFolder.lockId(two));
        assertThat(CoordinationFolder.lockId("src/f")).isEqualTo("c3JjL2Y");
    }

    @Test
    void nothingIsWrittenTwice() {
        ann.prompt("x");
        write();
        Map<Path, String> before = files.all();
        before.keySet().forEach(files::refusing);

        write();

        assertThat(projection.trouble()).isEmpty();
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void aFileThatCannotBeWrittenKeepsNoOtherFromItAndIsTold() {
        ann.prompt("x");
        files.refusing(folder.registry());

        write();

        assertThat(projection.trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("permission denied"));
        assertThat(files.list(folder.heartbeats())).hasSize(1);
        files.obeyAgain();
        write();
        assertThat(projection.trouble()).isEmpty();
        assertThat(files.reach(folder.registry())).isEqualTo(Reach.FILE);
    }

    @Test
    void whereTheFolderWasTakenAwayNothingIsMade() {
        files.deleteFolderIfEmpty(folder.folder());

        write();

        assertThat(files.all()).isEmpty();
    }

    @Test
    void filesOfOthersAreLeftAlone() {
        Path foreign = folder.locks().resolve("foreign.json");
        files.with(foreign, "{\"locked_by\": {\"instance_id\": \"claude-20250101-000000-00000000\"}}")
                .with(folder.locks().resolve("notes.txt"), "mine");

        write();
        projection.remove(NOBODY);

        assertThat(files.all()).containsOnlyKeys(foreign, folder.locks().resolve("notes.txt"));
    }

    @Test
    void whatAnEarlierDaemonLeftIsTakenOverOrRemoved() {
        script("one", "a");
        take("src/f");
        write();
        files.with(folder.heartbeats().resolve(".tutti-1.draft"), "torn");
        locks().releaseAll(asker());
        projection = projection();

        projection.write(view(), Map.of(), List.of(), _ -> true);

        assertThat(files.list(folder.locks())).isEmpty();
        assertThat(files.list(folder.heartbeats())).singleElement().asString().endsWith(".json");
    }

    @Test
    void removingLeavesNothingAndWritesNoMore() {
        script("one", "a");
        take("src/f");
        write();

        projection.remove(NOBODY);
        write();

        assertThat(files.all()).isEmpty();
        assertThat(files.hasFolder(folder.locks())).isFalse();
    }

    private Projection projection() {
        return new Projection(folder, files, stage.files(), shapes);
    }

    private void write() {
        projection.write(view(), contents(), List.of(), NOBODY);
    }

    private DocumentedView view() {
        return stage.rooms()
                .store()
                .read(tx -> standing(tx)
                        .map(found -> DocumentedView.of(stage.flows().overview().of(tx, found.project())))
                        .orElseGet(() -> DocumentedView.empty(tx.now())));
    }

    private Map<LockId, String> contents() {
        return stage.rooms()
                .store()
                .read(tx -> standing(tx)
                        .map(found -> stage.rooms().locks().contents(tx, found.project()))
                        .orElse(Map.of()));
    }

    private Optional<Standing> standing(Tx tx) {
        return stage.rooms().projects().find(tx, stage.rooms().grounds().directory(repo.root()));
    }

    private void script(String task, String role) {
        stage.processes().start(500, 1, "bash");
        stage.flows().scripts().register(asker(), new Script(500, task, role));
    }

    private void take(String path) {
        locks().acquire(asker(), new Wanted(path, "Running migration", false));
    }

    private ScriptLocks locks() {
        return stage.flows().scriptLocks();
    }

    private Asker asker() {
        return new Asker(repo.root(), Caller.of(Map.of("TUTTI_CLIENT_PPID", "500", "USER", "ann")), Optional.empty());
    }

    /** Without what is another in every run. */
    private String shown(Path file) {
        return ((FileText.Present) files.read(file))
                .text()
                .replace(repo.root().toString(), "/path/to/repo")
                .replaceAll("(claude-\\d{8}-\\d{6})-[a-f0-9]{8}", "$1-a3f7b2d1");
    }
}
