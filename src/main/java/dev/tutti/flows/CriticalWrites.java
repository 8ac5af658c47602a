package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.AutomaticPosts.Deed;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.Lock;
import dev.tutti.locks.PendingCall;
import dev.tutti.pool.Origin;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.projects.Affected;
import dev.tutti.projects.Grounds.Survey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Changes of paths that their project calls critical, posted to the pool once the hook that saw them is answered. */
final class CriticalWrites {

    private static final int PATH_MAX = 150;

    private final Rooms rooms;
    private final Customs customs;
    private final AutomaticPosts posts;

    CriticalWrites(Rooms rooms, Customs customs, AutomaticPosts posts) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.posts = requireNonNull(posts, "posts");
    }

    /** A call has changed its file for the first time under its lock. Asks no store. */
    void written(Tx tx, PendingCall call, Lock lock) {
        if (rooms.grounds().file(call.file(), Path.of("/")) instanceof Survey.Found found && isCritical(found)) {
            Deed deed = new Deed(call.holder(), call.project(), found.ground());
            tx.afterCommit(() ->
                    rooms.outside().background().run("posting a write", () -> posts.post(deed, draft(lock))));
        }
    }

    private boolean isCritical(Survey.Found found) {
        return customs.on(found.ground()).critical().stream()
                .anyMatch(glob -> glob.covers(found.place(), found.ground().foldsCase()));
    }

    private static PoolDraft draft(Lock lock) {
        String path = lock.key().path();
        return new PoolDraft(
                PoolAction.SIGNALING,
                "",
                "Changed " + Foreign.path(path, PATH_MAX) + ", which is critical",
                "",
                Foreign.line(path, Math.max(1, path.length())),
                List.of(new Affected(path, lock.key().pattern())),
                "",
                Optional.empty(),
                Origin.CRITICAL,
                "");
    }
}
