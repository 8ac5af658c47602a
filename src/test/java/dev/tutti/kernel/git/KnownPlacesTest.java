package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.HandTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPlacesTest {

    private final HandTicker ticker = new HandTicker();
    private final GitLayout layout = new GitLayout(new SmallFiles(ticker), new KnownPlaces(ticker));

    @TempDir
    private Path temporary;

    private GitSandbox sandbox;
    private Path root;

    @BeforeEach
    void makeARepository() throws Exception {
        sandbox = new GitSandbox(temporary);
        root = sandbox.repository("repo");
        ticker.setWall(Instant.now().plus(Duration.ofMinutes(1)));
    }

    private Optional<GitPlace> look(Path path) {
        return layout.look(path) instanceof GitLook.Inside(GitPlace place) ? Optional.of(place) : Optional.empty();
    }

    /** Takes something away behind the back of whoever looks at the folder's time. */
    private void hide(Path entry) throws IOException {
        FileTime before = Files.getLastModifiedTime(entry.getParent());
        Files.move(entry, temporary.resolve("hidden"));
        Files.setLastModifiedTime(entry.getParent(), before);
    }

    @Test
    void aRepositoryWhoseFoldersLookAsBeforeIsNotLookedAtAgain() throws Exception {
        GitPlace seen = look(root.resolve("a.txt")).orElseThrow();

        hide(root.resolve(".git/refs"));

        assertThat(look(root.resolve("a.txt"))).contains(seen);
    }

    @Test
    void oneThatWasTouchedJustNowIsLookedAtEachTime() throws Exception {
        ticker.setWall(Instant.now());
        look(root.resolve("a.txt"));

        hide(root.resolve(".git/refs"));

        assertThat(look(root.resolve("a.txt"))).isEmpty();
    }

    @Test
    void whatIsTakenAwayShows() throws Exception {
        look(root);

        Files.move(root.resolve(".git/refs"), temporary.resolve("refs"));

        assertThat(look(root)).isEmpty();
    }

    @Test
    void aRepositoryThatIsGoneOrReplacedShows() throws Exception {
        Path other = sandbox.repository("other");
        look(root);

        Files.move(root.resolve(".git"), temporary.resolve("gone"));
        assertThat(look(root)).isEmpty();

        Files.writeString(root.resolve(".git"), "gitdir: " + other.resolve(".git") + "\n");
        assertThat(look(root).orElseThrow().gitDir()).isEqualTo(other.resolve(".git"));
    }

    @Test
    void aRepositoryThatBecomesBareShows() throws Exception {
        assertThat(look(root).orElseThrow().kind()).isEqualTo(GitPlace.Kind.MAIN);

        sandbox.run(root, "config", "core.bare", "true");

        assertThat(look(root).orElseThrow().kind()).isEqualTo(GitPlace.Kind.BARE);
    }

    @Test
    void aLinkedTreeThatIsPointedElsewhereShows() throws Exception {
        Path linked = sandbox.folder().resolve("linked");
        sandbox.run(root, "worktree", "add", "-q", linked.toString());
        Path other = sandbox.repository("other");
        GitPlace first = look(linked).orElseThrow();
        assertThat(first.kind()).isEqualTo(GitPlace.Kind.LINKED);
        assertThat(look(linked)).contains(first);

        Path fresh = Files.writeString(temporary.resolve("fresh"), "gitdir: " + other.resolve(".git") + "\n");
        Files.move(fresh, linked.resolve(".git"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(look(linked).orElseThrow().gitDir()).isEqualTo(other.resolve(".git"));
    }

    @Test
    void aFolderThatBecomesARepositoryOfItsOwnShows() throws Exception {
        Path inner = Files.createDirectories(root.resolve("inner"));
        assertThat(look(inner.resolve("f")).orElseThrow().root()).isEqualTo(root);

        sandbox.run(inner, "init", "-q");

        assertThat(look(inner.resolve("f")).orElseThrow().root()).isEqualTo(inner);
    }
}
