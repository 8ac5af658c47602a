package dev.tutti.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.GitStatus;
import dev.tutti.kernel.git.GitTrouble;
import dev.tutti.kernel.git.Marker;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.git.Worktree;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeGitTest {

    private final FakeGit git = new FakeGit();
    private final GitPlace main = git.repository(Path.of("/repo"));
    private final GitPlace linked = git.worktree(main, Path.of("/trees/second"), "second");

    @Test
    void aPathLiesInTheNearestTree() {
        assertThat(git.find(Path.of("/repo/src/a"))).contains(main);
        assertThat(git.find(Path.of("/trees/second/a"))).contains(linked);
        assertThat(git.find(Path.of("/elsewhere"))).isEmpty();
        assertThat(git.worktrees(linked)).extracting(Worktree::root).containsExactly(main.root(), linked.root());
    }

    @Test
    void treesShareTheMarkerAndTheOriginButNotTheBranch() {
        git.mark(main, "one");
        git.origin(main, "https://me:secret@git.example/a/b.git");

        assertThat(git.mark(linked, "two")).isEqualTo(new Marker.Holds("one"));
        assertThat(git.originUrl(linked)).contains("git.example/a/b");
        assertThat(git.branch(main)).contains("main");
        assertThat(git.branch(linked)).contains("second");
    }

    @Test
    void aCommitMakesTheTreeClean() {
        git.state(main, "a", PathState.CHANGED);
        assertThat(status(main)).isEqualTo(new GitStatus.Known(Map.of("a", PathState.CHANGED)));
        assertThat(status(linked)).isEqualTo(new GitStatus.Known(Map.of("a", PathState.CLEAN)));

        git.commit(main, "0".repeat(40));
        assertThat(status(main)).isEqualTo(new GitStatus.Known(Map.of("a", PathState.CLEAN)));
        assertThat(git.statusCalls()).isEqualTo(3);
    }

    @Test
    void itFailsWhenToldTo() {
        git.fail(GitTrouble.Kind.TOO_LATE);
        assertThat(status(main)).isInstanceOf(GitStatus.Unknown.class);

        git.recover();
        assertThat(status(main)).isInstanceOf(GitStatus.Known.class);
    }

    private GitStatus status(GitPlace place) {
        return git.status(place, List.of("a"), Deadline.in(new SystemTicker(), Duration.ofSeconds(1)));
    }
}
