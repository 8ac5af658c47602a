package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.LockKey;
import dev.tutti.pool.Origin;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEnd;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.PoolOutcome;
import dev.tutti.projects.Affected;
import dev.tutti.projects.Monitor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the pool says of somebody who stands in line for another's lock, as long as it does. */
final class LockWaits {

    private static final int PATH_MAX = 120;
    private static final int NAME_MAX = 40;

    /** For those whose daemon ends before their wait does. */
    private static final Duration TTL = Duration.ofHours(1);

    private final Rooms rooms;

    LockWaits(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** A place in the line was taken. Nothing is said where its author said the like a moment ago. */
    Optional<PoolEntry> begun(Tx tx, Monitor monitor, Instance waiter, LockKey key, Instance holder) {
        String what = Foreign.path(key.path(), PATH_MAX);
        PoolDraft draft = new PoolDraft(
                PoolAction.BLOCKED,
                "",
                "Waits for " + what + ", which " + Foreign.label(holder.name(), NAME_MAX) + " has locked",
                "",
                what,
                List.of(new Affected(key.path(), key.pattern())),
                "",
                Optional.of(TTL),
                Origin.WAIT,
                "");
        if (rooms.pool().isTooSoon(tx, monitor.project(), waiter, draft)) {
            return Optional.empty();
        }
        return rooms.pool().post(tx, monitor, draft, Author.of(tx, waiter), TTL) instanceof PoolOutcome.Posted posted
                ? Optional.of(posted.entry())
                : Optional.empty();
    }

    /** It stands in line no more. */
    void over(Tx tx, PoolEntry said) {
        Monitor monitor = rooms.projects().enter(tx, said.project());
        rooms.pool()
                .find(tx, said.project(), said.id())
                .filter(entry -> entry.isLive(tx.now()))
                .ifPresent(entry -> rooms.pool()
                        .end(
                                tx,
                                monitor,
                                entry,
                                PoolEnd.RESOLVED,
                                rooms.instances().get(tx, entry.author())));
    }
}
