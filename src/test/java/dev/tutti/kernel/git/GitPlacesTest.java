package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitPlacesTest {

    @TempDir
    Path temporary;

    private GitSandbox sandbox;
    private Git git;

    @BeforeEach
    void sandbox() throws IOException {
        sandbox = new GitSandbox(temporary);
        git = sandbox.git();
    }

    @Test
    void aFileBelongsToTheTreeAboveIt() throws Exception {
        Path root = sandbox.repository("a repo with spaces");
        GitPlace expected = new GitPlace(root, root.resolve(".git"), root.resolve(".git"), GitPlace.Kind.MAIN);

        assertThat(git.find(root.resolve("a.txt"))).contains(expected);
        assertThat(git.find(root)).contains(expected);
        assertThat(git.find(root.resolve("not/yet/there.txt"))).contains(expected);
        assertThat(git.find(root.resolve(".git/hooks/pre-commit"))).contains(expected);
    }

    @Test
    void aFolderWithoutGitIsOutside() throws Exception {
        Path plain = Files.createDirectories(sandbox.folder().resolve("plain"));

        assertThat(git.look(plain.resolve("f"))).isInstanceOf(GitLook.Outside.class);

        Files.createDirectories(plain.resolve(".git"));
        assertThat(git.look(plain.resolve("f"))).isInstanceOf(GitLook.Outside.class);
    }

    @Test
    void anEmptyGitFolderDoesNotHideTheRepositoryAbove() throws Exception {
        Path root = sandbox.repository("repo");
        Files.createDirectories(root.resolve("sub/.git"));

        assertThat(git.find(root.resolve("sub/f")).orElseThrow().root()).isEqualTo(root);
    }

    @Test
    void aLinkedTreeSharesTheCommonDirectoryOnly() throws Exception {
        Path root = sandbox.repository("repo");
        Path linked = sandbox.folder().resolve("linked tree");
        sandbox.run(root, "worktree", "add", "-q", "-b", "second", linked.toString());

        GitPlace place = git.find(linked.resolve("new/f")).orElseThrow();

        assertThat(place.root()).isEqualTo(linked);
        assertThat(place.gitDir()).isEqualTo(root.resolve(".git/worktrees/linked-tree"));
        assertThat(place.commonDir()).isEqualTo(root.resolve(".git"));
        assertThat(place.kind()).isEqualTo(GitPlace.Kind.LINKED);
    }

    @Test
    void aTreeInsideAnotherIsItsOwn() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.run(root, "worktree", "add", "-q", ".trees/one");

        assertThat(git.find(root.resolve(".trees/one/a.txt")).orElseThrow().root())
                .isEqualTo(root.resolve(".trees/one"));
    }

    @Test
    void aTreeThatWasMovedByHandIsFoundWhereItIs() throws Exception {
        Path root = sandbox.repository("repo");
        Path old = sandbox.folder().resolve("old");
        Path moved = sandbox.folder().resolve("moved");
        sandbox.run(root, "worktree", "add", "-q", old.toString());
        Files.move(old, moved);

        assertThat(git.find(moved.resolve("a.txt")).orElseThrow().root()).isEqualTo(moved);
        assertThat(git.worktrees(git.find(root).orElseThrow()))
                .filteredOn(tree -> tree.kind() == GitPlace.Kind.LINKED)
                .singleElement()
                .isEqualTo(new Worktree(old, root.resolve(".git/worktrees/old"), GitPlace.Kind.LINKED, false));

        sandbox.run(root, "worktree", "repair", moved.toString());
        assertThat(git.worktrees(git.find(root).orElseThrow()))
                .contains(new Worktree(moved, root.resolve(".git/worktrees/old"), GitPlace.Kind.LINKED, true));
    }

    @Test
    void aTreeWhoseRepositoryWasMovedIsBrokenAndNotTheRepositoryAround() throws Exception {
        Path around = sandbox.repository("around");
        Path root = sandbox.repository("repo");
        sandbox.run(root, "worktree", "add", "-q", around.resolve("tree").toString());
        Files.move(root, sandbox.folder().resolve("moved"));

        GitLook look = git.look(around.resolve("tree/a.txt"));

        assertThat(look).isInstanceOfSatisfying(GitLook.Broken.class, broken -> {
            assertThat(broken.root()).isEqualTo(around.resolve("tree"));
            assertThat(broken.why()).contains("names");
        });
        assertThat(git.find(around.resolve("tree/a.txt"))).isEmpty();
    }

    @Test
    void aGitFileThatIsNoneIsBroken() throws Exception {
        Path folder = Files.createDirectories(sandbox.folder().resolve("odd"));
        Files.writeString(folder.resolve(".git"), "hello\n");

        assertThat(git.look(folder)).isInstanceOf(GitLook.Broken.class);
    }

    @Test
    void aSubmoduleIsARepositoryOfItsOwn() throws Exception {
        Path library = sandbox.repository("library");
        Path root = sandbox.repository("repo");
        sandbox.run(root, "submodule", "--quiet", "add", library.toString(), "lib/sub");

        GitPlace place = git.find(root.resolve("lib/sub/a.txt")).orElseThrow();

        assertThat(place.root()).isEqualTo(root.resolve("lib/sub"));
        assertThat(place.commonDir()).isEqualTo(root.resolve(".git/modules/lib/sub"));
        assertThat(place.kind()).isEqualTo(GitPlace.Kind.MAIN);
        assertThat(git.find(root.resolve(".git/modules/lib/sub/config"))
                        .orElseThrow()
                        .root())
                .isEqualTo(root);
    }

    @Test
    void theMainTreeOfASubmoduleIsFoundFromItsLinkedTree() throws Exception {
        Path library = sandbox.repository("library");
        Path root = sandbox.repository("repo");
        sandbox.run(root, "submodule", "--quiet", "add", library.toString(), "sub");
        sandbox.run(root.resolve("sub"), "worktree", "add", "-q", sandbox.folder() + "/other");

        assertThat(git.worktrees(git.find(sandbox.folder().resolve("other")).orElseThrow()))
                .extracting(Worktree::root)
                .containsExactly(root.resolve("sub"), sandbox.folder().resolve("other"));
    }

    @Test
    void aBareRepositoryHasNoTree() throws Exception {
        Path bare = sandbox.folder().resolve("bare.git");
        sandbox.run(sandbox.folder(), "init", "-q", "--bare", bare.toString());

        GitPlace place = git.find(bare.resolve("hooks/update")).orElseThrow();

        assertThat(place).isEqualTo(new GitPlace(bare, bare, bare, GitPlace.Kind.BARE));
        assertThat(git.worktrees(place)).isEmpty();
        assertThat(git.status(place, List.of("f"), GitSandbox.soon()))
                .isInstanceOfSatisfying(
                        GitStatus.Unknown.class,
                        unknown -> assertThat(unknown.trouble().kind()).isEqualTo(GitTrouble.Kind.NOT_KNOWABLE));
    }

    @Test
    void aFolderAroundABareRepositoryAndItsTreesIsOneProjectWithThem() throws Exception {
        Path origin = sandbox.repository("origin");
        Path around = Files.createDirectories(sandbox.folder().resolve("around"));
        sandbox.run(around, "clone", "-q", "--bare", origin.toString(), ".bare");
        Files.writeString(around.resolve(".git"), "gitdir: ./.bare\n");
        sandbox.run(around, "worktree", "add", "-q", "main-tree", "main");

        GitPlace outer = git.find(around.resolve("notes.txt")).orElseThrow();
        GitPlace inner = git.find(around.resolve("main-tree/a.txt")).orElseThrow();

        assertThat(outer.kind()).isEqualTo(GitPlace.Kind.BARE);
        assertThat(outer.root()).isEqualTo(around);
        assertThat(inner.kind()).isEqualTo(GitPlace.Kind.LINKED);
        assertThat(inner.commonDir()).isEqualTo(outer.commonDir()).isEqualTo(around.resolve(".bare"));
        assertThat(git.worktrees(outer)).extracting(Worktree::root).containsExactly(around.resolve("main-tree"));
    }

    @Test
    void aRepositoryKeptElsewhereIsFoundThroughARelativeLink() throws Exception {
        Path root = Files.createDirectories(sandbox.folder().resolve("tree"));
        sandbox.run(root, "init", "-q", "--separate-git-dir", "../kept");
        Files.writeString(root.resolve(".git"), "gitdir: ../kept\n");

        assertThat(git.find(root.resolve("f")).orElseThrow().commonDir())
                .isEqualTo(sandbox.folder().resolve("kept"));
    }

    @Test
    void allTreesAreListedFromAnyOfThem() throws Exception {
        Path root = sandbox.repository("repo");
        Path linked = sandbox.folder().resolve("with\nnewline");
        sandbox.run(root, "worktree", "add", "-q", "-b", "second", linked.toString());

        assertThat(git.worktrees(git.find(linked).orElseThrow()))
                .isEqualTo(git.worktrees(git.find(root).orElseThrow()))
                .containsExactly(
                        new Worktree(root, root.resolve(".git"), GitPlace.Kind.MAIN, true),
                        new Worktree(linked, git.find(linked).orElseThrow().gitDir(), GitPlace.Kind.LINKED, true));
    }

    @Test
    void aRemovedTreeIsNotPresent() throws Exception {
        Path root = sandbox.repository("repo");
        Path linked = sandbox.folder().resolve("linked");
        sandbox.run(root, "worktree", "add", "-q", linked.toString());
        Files.move(linked.resolve(".git"), sandbox.folder().resolve("taken-away"));

        assertThat(git.worktrees(git.find(root).orElseThrow()))
                .extracting(Worktree::present)
                .containsExactly(true, false);
    }

    @Test
    void theBranchIsReadFromHead() throws Exception {
        Path root = sandbox.repository("repo");
        GitPlace place = git.find(root).orElseThrow();
        String commit = sandbox.run(root, "rev-parse", "HEAD");

        assertThat(git.branch(place)).contains("main");
        assertThat(git.headCommit(place)).contains(commit);

        sandbox.run(root, "checkout", "-q", "-b", "feature/deep/name");
        assertThat(git.branch(place)).contains("feature/deep/name");

        sandbox.run(root, "checkout", "-q", "--detach");
        assertThat(git.branch(place)).contains(commit.substring(0, 8));
        assertThat(git.headCommit(place)).contains(commit);
    }

    @Test
    void packedReferencesAreRead() throws Exception {
        Path root = sandbox.repository("repo");
        Path linked = sandbox.folder().resolve("linked");
        sandbox.run(root, "worktree", "add", "-q", "-b", "second", linked.toString());
        sandbox.run(root, "pack-refs", "--all");
        String commit = sandbox.run(root, "rev-parse", "HEAD");

        assertThat(root.resolve(".git/refs/heads/main")).doesNotExist();
        assertThat(git.headCommit(git.find(root).orElseThrow())).contains(commit);
        assertThat(git.headCommit(git.find(linked).orElseThrow())).contains(commit);
        assertThat(git.branch(git.find(linked).orElseThrow())).contains("second");
    }

    @Test
    void beforeTheFirstCommitThereIsABranchAndNoCommit() throws Exception {
        Path root = Files.createDirectories(sandbox.folder().resolve("empty"));
        sandbox.run(root, "init", "-q");
        GitPlace place = git.find(root).orElseThrow();

        assertThat(git.branch(place)).contains("main");
        assertThat(git.headCommit(place)).isEmpty();
        assertThat(git.rootCommit(place, GitSandbox.soon())).isEqualTo(new RootCommit.None());
    }

    @Test
    void theOriginIsReadWithoutItsCredentials() throws Exception {
        Path root = sandbox.repository("repo");
        Path linked = sandbox.folder().resolve("linked");
        sandbox.run(root, "worktree", "add", "-q", linked.toString());
        assertThat(git.originUrl(git.find(root).orElseThrow())).isEmpty();

        sandbox.run(root, "remote", "add", "upstream", "https://git.example/other/one.git");
        sandbox.run(root, "remote", "add", "origin", "https://me:s3cret@git.example/team/app.git");

        assertThat(git.originUrl(git.find(linked).orElseThrow())).contains("git.example/team/app");
    }
}
