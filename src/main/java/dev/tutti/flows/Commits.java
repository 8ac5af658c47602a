package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.git.Commit;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.pool.Origin;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.projects.Affected;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commits that an agent's command made: noticed by HEAD before and after it, whatever the command said, and posted to the pool.
 * Git is asked in the background. Safe from any thread.
 */
final class Commits {

    private static final Duration GIT_WITHIN = Duration.ofSeconds(5);
    private static final int RUNNING_MAX = 1_000;
    private static final int SHORT_HASH = 8;
    private static final int SUBJECT_MAX = 160;
    private static final int AFFECTS_MAX = 2_000;

    private final Rooms rooms;
    private final Customs customs;
    private final Heads heads;
    private final Map<String, Before> running = new ConcurrentHashMap<>();

    Commits(Rooms rooms, Customs customs) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.heads = new Heads(rooms);
    }

    /** Who ran a command, where, and what HEAD was. */
    private record Before(InstanceId actor, ProjectId project, Ground ground, Optional<String> head) {}

    /** A command that may commit is about to run. */
    void before(String call, Instance actor, ProjectId project, Ground ground) {
        if (running.size() >= RUNNING_MAX) {
            running.clear();
        }
        running.put(call, new Before(actor.holder(), project, ground, heads.of(ground)));
    }

    /** It has run. */
    void after(String call) {
        Before before = running.remove(call);
        if (before == null) {
            return;
        }
        Optional<String> head = heads.of(before.ground());
        if (head.isPresent() && !head.equals(before.head())) {
            rooms.outside().background().run("posting a commit", () -> post(before, head.get()));
        }
    }

    private void post(Before before, String hash) {
        Deadline deadline = Deadline.in(rooms.outside().ticker(), GIT_WITHIN);
        before.ground()
                .git()
                .flatMap(place -> rooms.outside().git().commit(place, hash, deadline))
                .ifPresent(commit -> post(before, commit));
    }

    private void post(Before before, Commit commit) {
        Duration usual = customs.on(before.ground()).pool().usualTtl();
        rooms.store().write(tx -> {
            Monitor monitor = rooms.projects().enter(tx, before.project());
            Instance author = rooms.instances().get(tx, before.actor());
            PoolDraft draft = draft(commit, before.ground());
            boolean posts = !author.hasEnded() && !rooms.pool().isTooSoon(tx, before.project(), author, draft);
            return posts ? List.of(rooms.pool().post(tx, monitor, draft, Author.of(tx, author), usual)) : List.of();
        });
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
                Origin.COMMIT,
                commit.hash());
    }
}
