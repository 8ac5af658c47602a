package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemGitTest {

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
    void everyStateIsTold() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.write(root, "src/changed", "1");
        sandbox.write(root, "src/staged", "1");
        sandbox.write(root, "src/deleted", "1");
        sandbox.write(root, "src/removed", "1");
        sandbox.write(root, ".gitignore", "*.o\nbuild/\n");
        sandbox.commit(root, "more");
        sandbox.write(root, "src/changed", "2");
        sandbox.write(root, "src/staged", "2");
        sandbox.run(root, "add", "src/staged");
        Files.delete(root.resolve("src/deleted"));
        sandbox.run(root, "rm", "-q", "src/removed");
        sandbox.write(root, "src/new/untracked", "1");
        sandbox.write(root, "src/x.o", "1");
        sandbox.write(root, "build/deep/out", "1");

        assertThat(status(
                        root,
                        "a.txt",
                        "src/changed",
                        "src/staged",
                        "src/deleted",
                        "src/removed",
                        "src/new/untracked",
                        "src/x.o",
                        "build/deep/out",
                        "never/was",
                        "src"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a.txt", PathState.CLEAN,
                        "src/changed", PathState.CHANGED,
                        "src/staged", PathState.CHANGED,
                        "src/deleted", PathState.DELETED,
                        "src/removed", PathState.DELETED,
                        "src/new/untracked", PathState.UNTRACKED,
                        "src/x.o", PathState.IGNORED,
                        "build/deep/out", PathState.IGNORED,
                        "never/was", PathState.CLEAN,
                        "src", PathState.CHANGED));
    }

    @Test
    void aMergeThatFailedIsTold() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.run(root, "checkout", "-q", "-b", "other");
        sandbox.write(root, "a.txt", "theirs\n");
        sandbox.commit(root, "theirs");
        sandbox.run(root, "checkout", "-q", "main");
        sandbox.write(root, "a.txt", "ours\n");
        sandbox.commit(root, "ours");
        assertThatThrownBy(() -> sandbox.run(root, "merge", "-q", "other")).isInstanceOf(AssertionError.class);

        assertThat(status(root, "a.txt")).containsEntry("a.txt", PathState.CONFLICTED);
    }

    @Test
    void oddNamesAreTakenLiterallyAndNeverAsPatterns() throws Exception {
        Path root = sandbox.repository("repo's \"own\" name");
        List<String> names = List.of(
                "with space",
                "new\nline",
                "quote'\"",
                "-leading",
                "*",
                ":(top)a.txt",
                "back\\slash",
                "caf\u00e9",
                "cafe\u0301",
                "tab\there",
                "\ud83d\ude00",
                "-> arrow");
        for (String name : names) {
            sandbox.write(root, "dir/" + name, "1");
        }
        List<String> paths = names.stream().map(name -> "dir/" + name).toList();

        assertThat(status(root, paths.toArray(String[]::new)).values()).containsOnly(PathState.UNTRACKED);
        sandbox.commit(root, "odd names");
        assertThat(status(root, paths.toArray(String[]::new)).values()).containsOnly(PathState.CLEAN);
        sandbox.write(root, "a.txt", "changed\n");
        assertThat(status(root, "*", ":(top)a.txt", "dir/*").values()).containsOnly(PathState.CLEAN);
    }

    @Test
    void morePathsThanOneRunTakesAreAllAnswered() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.write(root, "f299", "1");
        String[] paths = IntStream.range(0, 300).mapToObj(i -> "f" + i).toArray(String[]::new);

        Map<String, PathState> states = status(root, paths);

        assertThat(states)
                .hasSize(300)
                .containsEntry("f299", PathState.UNTRACKED)
                .containsEntry("f0", PathState.CLEAN);
        assertThat(status(root)).isEmpty();
    }

    @Test
    void aLinkedTreeAnswersForItself() throws Exception {
        Path root = sandbox.repository("repo");
        Path linked = sandbox.folder().resolve("linked");
        sandbox.run(root, "worktree", "add", "-q", linked.toString());
        sandbox.write(linked, "a.txt", "2");

        assertThat(status(root, "a.txt")).containsEntry("a.txt", PathState.CLEAN);
        assertThat(status(linked, "a.txt")).containsEntry("a.txt", PathState.CHANGED);
    }

    @Test
    void askingChangesNothingAndRunsNothing() throws Exception {
        Path root = sandbox.repository("repo");
        Path ran = sandbox.folder().resolve("ran");
        Path trap = script("trap", "touch '" + ran + "'; exit 1");
        Files.copy(trap, root.resolve(".git/hooks/post-index-change"));
        sandbox.run(root, "config", "core.fsmonitor", trap.toString());
        Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.fromMillis(0));
        byte[] index = Files.readAllBytes(root.resolve(".git/index"));

        assertThat(status(root, "a.txt")).containsEntry("a.txt", PathState.CLEAN);

        assertThat(Files.readAllBytes(root.resolve(".git/index"))).isEqualTo(index);
        assertThat(ran).doesNotExist();
    }

    @Test
    void aLockLeftOnTheIndexDoesNotMatter() throws Exception {
        Path root = sandbox.repository("repo");
        Files.writeString(root.resolve(".git/index.lock"), "");

        assertThat(status(root, "a.txt")).containsEntry("a.txt", PathState.CLEAN);
    }

    @Test
    void aGitThatHangsIsStoppedAtTheDeadline() throws Exception {
        Path root = sandbox.repository("repo");
        Path pid = sandbox.folder().resolve("pid");
        Path hanging = script("hanging", "sleep 600 & echo $! > '" + pid + "'; wait");

        GitStatus status = sandbox.gitFrom(hanging)
                .status(git.find(root).orElseThrow(), List.of("a.txt"), in(Duration.ofMillis(700)));

        assertThat(trouble(status)).isEqualTo(GitTrouble.Kind.TOO_LATE);
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child)
                .ifPresent(handle ->
                        handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Test
    void aDeadlineThatHasPassedStartsNothing() throws Exception {
        Path root = sandbox.repository("repo");

        assertThat(trouble(git.status(git.find(root).orElseThrow(), List.of("a.txt"), in(Duration.ZERO))))
                .isEqualTo(GitTrouble.Kind.TOO_LATE);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        Path root = sandbox.repository("repo");
        Path endless = script("endless", "exec yes");

        assertThat(trouble(sandbox.gitFrom(endless)
                        .status(git.find(root).orElseThrow(), List.of("a.txt"), GitSandbox.soon())))
                .isEqualTo(GitTrouble.Kind.TOO_LARGE);
    }

    @Test
    void aGitThatFailsOrIsAbsentIsSaid() throws Exception {
        GitPlace place = git.find(sandbox.repository("repo")).orElseThrow();
        Path failing = script("failing", "echo 'fatal: dubious\nownership' >&2; exit 128");

        assertThat(sandbox.gitFrom(failing).status(place, List.of("a.txt"), GitSandbox.soon()))
                .isEqualTo(new GitStatus.Unknown(new GitTrouble(GitTrouble.Kind.REFUSED, "fatal: dubious ownership")));
        assertThat(trouble(sandbox.gitFrom(sandbox.folder().resolve("none"))
                        .status(place, List.of("a.txt"), GitSandbox.soon())))
                .isEqualTo(GitTrouble.Kind.NO_GIT);
    }

    @Test
    void theRootCommitIsTheFirst() throws Exception {
        Path root = sandbox.repository("repo");
        String first = sandbox.run(root, "rev-parse", "HEAD");
        sandbox.write(root, "b.txt", "b");
        sandbox.commit(root, "second");
        Path clone = sandbox.folder().resolve("clone");
        sandbox.run(sandbox.folder(), "clone", "-q", root.toString(), clone.toString());

        assertThat(git.rootCommit(git.find(root).orElseThrow(), GitSandbox.soon()))
                .isEqualTo(new RootCommit.Found(first));
        assertThat(git.rootCommit(git.find(clone).orElseThrow(), GitSandbox.soon()))
                .isEqualTo(new RootCommit.Found(first));
    }

    @Test
    void aCommitTellsItsSubjectAndWhatItChanged() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.write(root, "b c.txt", "b");
        sandbox.write(root, "d\nü.txt", "d");
        sandbox.commit(root, "a subject: with \"marks\"");
        GitPlace place = git.find(root).orElseThrow();
        String hash = git.headCommit(place).orElseThrow();

        assertThat(git.commit(place, hash, GitSandbox.soon()))
                .contains(new Commit(hash, "a subject: with \"marks\"", false, List.of("b c.txt", "d\nü.txt")));
        assertThat(git.commit(place, "0".repeat(40), GitSandbox.soon())).isEmpty();
    }

    @Test
    void aMergeIsToldAsOne() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.run(root, "checkout", "-q", "-b", "side");
        sandbox.write(root, "side.txt", "s");
        sandbox.commit(root, "side");
        sandbox.run(root, "checkout", "-q", "-");
        sandbox.write(root, "main.txt", "m");
        sandbox.commit(root, "main");
        sandbox.run(root, "merge", "-q", "--no-ff", "-m", "both", "side");
        GitPlace place = git.find(root).orElseThrow();
        String hash = git.headCommit(place).orElseThrow();

        assertThat(git.commit(place, hash, GitSandbox.soon()))
                .contains(new Commit(hash, "both", true, List.of("side.txt")));
    }

    @Test
    void aShallowCloneDoesNotKnowItsRoot() throws Exception {
        Path root = sandbox.repository("repo");
        sandbox.write(root, "b.txt", "b");
        sandbox.commit(root, "second");
        Path clone = sandbox.folder().resolve("clone");
        sandbox.run(sandbox.folder(), "clone", "-q", "--depth=1", root.toUri().toString(), clone.toString());

        assertThat(git.rootCommit(git.find(clone).orElseThrow(), GitSandbox.soon()))
                .isInstanceOf(RootCommit.Unknown.class);
    }

    private Map<String, PathState> status(Path root, String... paths) {
        return switch (git.status(git.find(root).orElseThrow(), List.of(paths), GitSandbox.soon())) {
            case GitStatus.Known known -> known.states();
            case GitStatus.Unknown unknown ->
                throw new AssertionError(unknown.trouble().text());
        };
    }

    private static GitTrouble.Kind trouble(GitStatus status) {
        return switch (status) {
            case GitStatus.Known known -> throw new AssertionError("answered " + known.states());
            case GitStatus.Unknown unknown -> unknown.trouble().kind();
        };
    }

    private Path script(String name, String body) throws IOException {
        Path script = Files.writeString(sandbox.folder().resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Deadline in(Duration duration) {
        return Deadline.in(new SystemTicker(), duration);
    }
}
