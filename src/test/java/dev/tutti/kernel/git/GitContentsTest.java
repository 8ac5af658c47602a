package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.path.DiskLooks;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path held in a commit, as the real git tells it. */
final class GitContentsTest {

    @TempDir
    private Path temporary;

    private GitSandbox sandbox;
    private SystemGit git;
    private Path root;

    @BeforeEach
    void makeARepository() throws Exception {
        sandbox = new GitSandbox(temporary);
        git = sandbox.git();
        root = sandbox.repository("repo");
    }

    @Test
    void theContentOfAFileIsTheHashOfItsLookWhateverBytesItHas() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Files.write(root.resolve("all"), all);
        sandbox.write(root, "dir/odd \n'\"*name", "caf\u00e9\n");
        sandbox.write(root, "empty", "");
        sandbox.commit(root, "more");

        for (String path : new String[] {"a.txt", "all", "dir/odd \n'\"*name", "empty"}) {
            assertThat(hashes(path)).as(path).contains(look(path));
        }
        sandbox.write(root, "a.txt", "changed\n");
        assertThat(hashes("a.txt")).doesNotContain(look("a.txt"));
    }

    @Test
    void aFileWithTheLineEndsOfAnotherSystemIsTheSame() throws Exception {
        sandbox.write(root, "lines", "one\ntwo\r\nthree\n");
        sandbox.commit(root, "lines");

        sandbox.write(root, "lines", "one\r\ntwo\r\nthree\r\n");

        assertThat(hashes("lines")).contains(look("lines"));
    }

    @Test
    void whatIsInNeitherCommitIsAbsentAndAPatternIsAName() throws Exception {
        sandbox.write(root, "untracked", "x");

        assertThat(committed(head(), "untracked")).isEqualTo(new CommittedFile.Absent());
        assertThat(committed(head(), "never/was")).isEqualTo(new CommittedFile.Absent());
        assertThat(committed(head(), "*.txt")).isEqualTo(new CommittedFile.Absent());
    }

    @Test
    void whatWasCommittedSinceHasMovedAndWhatWasNotHasNot() throws Exception {
        String before = head();
        sandbox.write(root, "b.txt", "b\n");
        sandbox.write(root, "a.txt", "again\n");
        sandbox.commit(root, "second");
        String between = head();
        sandbox.write(root, "a.txt", "a\n");
        sandbox.commit(root, "third");

        assertThat(committed(before, "b.txt")).isEqualTo(new CommittedFile.Moved());
        assertThat(committed(between, "a.txt")).isEqualTo(new CommittedFile.Moved());
        assertThat(committed(before, "a.txt")).isInstanceOf(CommittedFile.Holds.class);
        assertThat(committed(between, "b.txt")).isInstanceOf(CommittedFile.Holds.class);
        assertThat(committed(before, "c.txt")).isEqualTo(new CommittedFile.Absent());
    }

    @Test
    void aFileThatGitRewritesIsNotTold() throws Exception {
        sandbox.write(
                root,
                ".gitattributes",
                "*.id ident\n*.big filter=big\n*.utf working-tree-encoding=UTF-16\n*.no -filter\n");
        for (String path : new String[] {"x.id", "x.big", "x.no"}) {
            sandbox.write(root, path, "x\n");
        }
        sandbox.commit(root, "more");

        assertThat(trouble(head(), "x.id").text()).contains("ident");
        assertThat(trouble(head(), "x.big").text()).contains("filter");
        assertThat(hashes("x.no")).contains(look("x.no"));
    }

    @Test
    void whatIsNoPlainFileIsNotTold() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), Path.of("a.txt"));
        sandbox.write(root, "dir/x", "x");
        sandbox.commit(root, "more");

        assertThat(trouble(head(), "link").kind()).isEqualTo(GitTrouble.Kind.NOT_KNOWABLE);
        assertThat(trouble(head(), "dir").kind()).isEqualTo(GitTrouble.Kind.NOT_KNOWABLE);
    }

    @Test
    void troubleIsNoAnswer() throws Exception {
        sandbox.write(root, "large", "x".repeat(GitCommand.MAX_OUTPUT_BYTES + 1));
        sandbox.commit(root, "large");

        assertThat(trouble("0".repeat(40), "a.txt").kind()).isEqualTo(GitTrouble.Kind.REFUSED);
        assertThat(trouble("--output=" + temporary.resolve("x"), "a.txt").kind())
                .isEqualTo(GitTrouble.Kind.NOT_KNOWABLE);
        assertThat(temporary.resolve("x")).doesNotExist();
        assertThat(trouble(head(), "large").kind()).isEqualTo(GitTrouble.Kind.TOO_LARGE);
        Deadline passed = Deadline.in(new SystemTicker(), Duration.ZERO);
        assertThat(git.committed(place(), head(), "a.txt", passed)).isInstanceOf(CommittedFile.Unknown.class);
    }

    private Set<String> hashes(String path) throws IOException {
        CommittedFile committed = committed(head(), path);
        assertThat(committed).as(path).isInstanceOf(CommittedFile.Holds.class);
        return ((CommittedFile.Holds) committed).sha256();
    }

    private GitTrouble trouble(String commit, String path) {
        CommittedFile committed = committed(commit, path);
        assertThat(committed).isInstanceOf(CommittedFile.Unknown.class);
        return ((CommittedFile.Unknown) committed).trouble();
    }

    private CommittedFile committed(String commit, String path) {
        return git.committed(place(), commit, path, GitSandbox.soon());
    }

    private String look(String path) {
        return new DiskLooks().look(root.resolve(path)).sha256().orElseThrow();
    }

    private String head() {
        return git.headCommit(place()).orElseThrow();
    }

    private GitPlace place() {
        return git.find(root).orElseThrow();
    }
}
