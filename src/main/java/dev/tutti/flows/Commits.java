package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.AutomaticPosts.Deed;
import dev.tutti.kernel.git.Commit;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.pool.Origin;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.projects.Affected;
import dev.tutti.projects.Ground;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commits and merges that an agent's command made: noticed by HEAD before and after it, whatever the command said, and posted to the pool.
 * Git is asked in the background. Safe from any thread.
 */
final class Commits {

    private static final Duration GIT_WITHIN = Duration.ofSeconds(5);
    private static final int RUNNING_MAX = 1_000;
    private static final int SHORT_HASH = 8;
    private static final int SUBJECT_MAX = 160;
    private static final int AFFECTS_MAX = 2_000;

    private final Rooms rooms;
    private final AutomaticPosts posts;
    private final Heads heads;
    private final Map<String, Before> running = new ConcurrentHashMap<>();

    Commits(Rooms rooms, AutomaticPosts posts) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.posts = requireNonNull(posts, "posts");
        this.heads = new Heads(rooms);
    }

    /** Who runs a command where, and what HEAD was. */
    private record Before(Deed deed, Optional<String> head) {}

    /** A command that may commit is about to run. */
    void before(String call, Deed deed) {
        if (running.size() >= RUNNING_MAX) {
            running.clear();
        }
        running.put(call, new Before(deed, heads.of(deed.ground())));
    }

    /** It has run. */
    void after(String call) {
        Before before = running.remove(call);
        if (before == null) {
            return;
        }
        Optional<String> head = heads.of(before.deed().ground());
        if (head.isPresent() && !head.equals(before.head())) {
            rooms.outside().background().run("posting a commit", () -> post(before, head.get()));
        }
    }

    private void post(Before before, String hash) {
        Deadline deadline = Deadline.in(rooms.outside().ticker(), GIT_WITHIN);
        before.deed()
                .ground()
                .git()
                .flatMap(place -> rooms.outside().git().commit(place, hash, deadline))
                .ifPresent(commit ->
                        posts.post(before.deed(), draft(commit, before.deed().ground())));
    }

    private static PoolDraft draft(Commit commit, Ground ground) {
        String what = (commit.merge() ? "Merge " : "Commit ") + commit.hash().substring(0, SHORT_HASH);
        List<Affected> paths = commit.paths().stream()
                .map(path -> new Affected(path, Glob.literal(PathKeys.key(path, ground.foldsCase()))))
                .toList();
        return new PoolDraft(
                PoolAction.COMPLETED,
                "",
                what + ": " + Foreign.line(commit.subject(), SUBJECT_MAX),
                "",
                Foreign.cut(String.join(", ", commit.paths()), AFFECTS_MAX),
                paths,
                "",
                Optional.empty(),
                commit.merge() ? Origin.MERGE : Origin.COMMIT,
                commit.hash());
    }
}
