package dev.tutti.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.SystemGit;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.projects.Grounds.Survey;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real repositories that are linked, moved, copied. */
@OnBothStores
final class ProjectsTest {

    private final StoreFixture fixture;
    private final Grounds grounds = new Grounds(new SystemGit(), new PathKeys());
    private final Projects projects;
    private final TemporaryRepository repository = TemporaryRepository.create();

    ProjectsTest(StoreFixture fixture) {
        this.fixture = fixture;
        projects = new Projects(grounds, fixture.ids(), "machine-1");
    }

    @AfterEach
    void remove() {
        repository.close();
    }

    @Test
    void allTreesOfARepositoryAreOneProjectAndEachIsATree() {
        Standing main = settle(repository.root());
        Standing linked = settle(repository.worktree("feature"));

        assertThat(linked.project()).isEqualTo(main.project());
        assertThat(linked.tree()).isNotEqualTo(main.tree());
    }

    @Test
    void aFileBelongsToTheRepositoryItLiesInNotToWhereTheSessionStands() {
        repository.write("vendor/inner/x", "x");
        Path inner = repository.root().resolve("vendor/inner");
        repository.gitIn(inner, "init", "-q");

        Standing outer = settle(repository.root());
        Survey.Found found = (Survey.Found) grounds.file("vendor/inner/x", repository.root());

        assertThat(settle(found.ground()).project()).isNotEqualTo(outer.project());
        assertThat(found.place().relative()).isEqualTo("x");
    }

    @Test
    void aTreeInWhichNothingHappenedYetIsSeenAsOneOfItsProject() {
        Standing linked = settle(repository.worktree("feature"));
        Ground main = grounds.directory(repository.root());

        Optional<Standing> seen = fixture.store().read(tx -> projects.look(tx, main));
        Optional<Standing> known = fixture.store().read(tx -> projects.find(tx, main));

        assertThat(seen).map(Standing::project).contains(linked.project());
        assertThat(seen).map(Standing::name).contains(linked.name());
        assertThat(known).isEmpty();
    }

    @Test
    void lookingWritesNothing() {
        Ground ground = grounds.directory(repository.root());

        Optional<Standing> found = fixture.store().read(tx -> projects.find(tx, ground));

        assertThat(found).isEmpty();
        assertThat(repository.root().resolve(".git/tutti-project")).doesNotExist();
    }

    @Test
    void aMarkedRepositoryThatMovesStaysTheProjectAndItsTreesStayTheTreesTheyWere() throws IOException {
        Path linked = repository.worktree("feature");
        Standing before = settle(repository.root());
        Standing linkedBefore = settle(linked);
        grounds.mark(grounds.directory(repository.root()), before.publicId());
        Path moved = repository.root().resolveSibling("moved");

        Files.move(repository.root(), moved);
        repository.gitIn(moved, "worktree", "repair", linked.toString());

        assertThat(settle(moved)).isEqualTo(before);
        assertThat(settle(linked)).isEqualTo(linkedBefore);
        Tree tree = fixture.store().read(tx -> projects.tree(tx, before.tree())).orElseThrow();
        assertThat(tree.path()).isEqualTo(moved.toString());
    }

    @Test
    void aLinkedTreeThatMovesStaysTheTreeItWas() {
        Path linked = repository.worktree("feature");
        Standing before = settle(linked);
        Path moved = linked.resolveSibling("elsewhere");

        repository.git("worktree", "move", linked.toString(), moved.toString());

        assertThat(settle(moved)).isEqualTo(before);
    }

    @Test
    void anUnmarkedRepositoryThatMovesIsANewProject() throws IOException {
        Standing before = settle(repository.root());
        Path moved = repository.root().resolveSibling("moved");

        Files.move(repository.root(), moved);

        assertThat(settle(moved).project()).isNotEqualTo(before.project());
    }

    @Test
    void aCopyOfAMarkedRepositoryGetsAnIdOfItsOwnAndTheOriginalKeepsIts() {
        Standing original = marked();
        Path copy = copy();

        Standing copied = settle(copy);

        assertThat(copied.project()).isNotEqualTo(original.project());
        assertThat(settle(repository.root())).isEqualTo(original);
        assertThat(grounds.directory(copy).marker()).contains(copied.publicId());
        assertThat(settle(copy)).isEqualTo(copied);
    }

    /** The work of a transaction may run twice; the second run drew another id than the one it had written to the disk. */
    @Test
    void aCopyThatIsSettledTwiceFromOneLookIsOneProject() {
        marked();
        Path copy = copy();
        Ground seenBefore = grounds.directory(copy);
        try {
            fixture.store().write(tx -> {
                projects.settle(tx, seenBefore, Optional.empty());
                throw new IllegalStateException("the first run fails");
            });
        } catch (IllegalStateException expected) {
            assertThat(grounds.directory(copy).marker()).isNotEqualTo(seenBefore.marker());
        }

        Standing second = settle(seenBefore);

        assertThat(settle(copy)).isEqualTo(second);
    }

    @Test
    void aCloneWithTheSameOriginAndFirstCommitIsTheProjectOnAnotherMachine() {
        Standing here = fixture.store()
                .write(tx -> projects.settle(
                        tx, grounds.directory(repository.root()), Optional.of("example.invalid/repo abc")));
        Projects there = new Projects(grounds, fixture.ids(), "machine-2");

        Standing same = fixture.store()
                .write(tx -> there.settle(
                        tx, grounds.directory(repository.root()), Optional.of("example.invalid/repo abc")));

        assertThat(same.project()).isEqualTo(here.project());
        assertThat(same.tree()).isNotEqualTo(here.tree());
    }

    @Test
    void aSecondCloneOnOneMachineIsATreeOfItsOwnAndTheFirstStaysWhereItIs() {
        Optional<String> remote = Optional.of("example.invalid/repo abc");
        Path clone = repository.root().resolveSibling("clone");
        repository.git("clone", "-q", repository.root().toString(), clone.toString());
        Standing first = settle(grounds.directory(repository.root()), remote);

        Standing second = settle(grounds.directory(clone), remote);

        assertThat(second.project()).isEqualTo(first.project());
        assertThat(second.tree()).isNotEqualTo(first.tree());
        assertThat(settle(grounds.directory(repository.root()), remote)).isEqualTo(first);
        Tree tree = fixture.store().read(tx -> projects.tree(tx, first.tree())).orElseThrow();
        assertThat(tree.path()).isEqualTo(repository.root().toString());
    }

    @Test
    void aFolderWithoutGitIsKnownByItsPathAndTheRestIsTheUsers() throws IOException {
        Path folder = Files.createDirectories(fixture.folder().resolve("plain").toAbsolutePath());
        Survey.Found inside = (Survey.Found) grounds.file("notes/a", folder.toRealPath());
        Survey.Found outside = (Survey.Found) grounds.file("/etc/hosts", folder.toRealPath());

        assertThat(inside.ground().kind()).isEqualTo(Ground.Kind.FOLDER);
        assertThat(outside.ground().kind()).isEqualTo(Ground.Kind.USER);
        assertThat(settle(inside.ground())).isNotEqualTo(settle(outside.ground()));
    }

    private Standing marked() {
        Standing original = settle(repository.root());
        grounds.mark(grounds.directory(repository.root()), original.publicId());
        return original;
    }

    private Path copy() {
        Path copy = repository.root().resolveSibling("copy");
        ProcessRun.of(List.of("cp", "-r", repository.root().toString(), copy.toString()))
                .run()
                .orThrow();
        return copy;
    }

    private Standing settle(Path directory) {
        return settle(grounds.directory(directory));
    }

    private Standing settle(Ground ground) {
        return settle(ground, Optional.empty());
    }

    private Standing settle(Ground ground, Optional<String> remote) {
        return fixture.store().write(tx -> projects.settle(tx, ground, remote));
    }
}
