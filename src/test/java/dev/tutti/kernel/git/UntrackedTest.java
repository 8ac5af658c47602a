package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.time.SystemTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real git would show in its status. */
final class UntrackedTest {

    private static final String FILE = ".claude/settings.local.json";

    @TempDir
    private Path temporary;

    private GitSandbox sandbox;
    private Untracked untracked;
    private Path root;

    @BeforeEach
    void makeARepository() throws Exception {
        sandbox = new GitSandbox(temporary);
        untracked = new Untracked(sandbox.git(), new SystemTicker());
        root = sandbox.repository("repo");
    }

    @Test
    void aFileThatNoRuleCoversWouldBeShownBeItThereOrNot() throws Exception {
        assertThat(untracked.test(root.resolve(FILE))).isTrue();

        sandbox.write(root, FILE, "{}");

        assertThat(untracked.test(root.resolve(FILE))).isTrue();
    }

    @Test
    void anIgnoredFileIsNotShownWhereverTheRuleStands() throws Exception {
        Files.writeString(root.resolve(".git/info/exclude"), FILE + "\n");

        assertThat(untracked.test(root.resolve(FILE))).isFalse();
        sandbox.write(root, FILE, "{}");
        assertThat(untracked.test(root.resolve(FILE))).isFalse();
    }

    @Test
    void aFileThatGitFollowsIsNotUntracked() throws Exception {
        Path file = sandbox.write(root, FILE, "{}");
        sandbox.commit(root, "settings");

        assertThat(untracked.test(file)).isFalse();
        Files.writeString(file, "{ }");
        assertThat(untracked.test(file)).isFalse();
        Files.delete(file);
        assertThat(untracked.test(file)).isFalse();
    }

    @Test
    void outsideOfEveryRepositoryNothingIsShown() {
        assertThat(untracked.test(temporary.resolve("f"))).isFalse();
    }
}
