package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent.TurnEnded;
import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Fingerprint;
import dev.tutti.pool.Pool;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolBlock;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolOutcome;
import dev.tutti.projects.Monitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What agents say at the end of a turn that belongs in the pool. */
final class PoolPosts {

    private static final System.Logger LOG = System.getLogger(PoolPosts.class.getName());

    private final Rooms rooms;
    private final Customs customs;
    private final Affects affects;

    PoolPosts(Rooms rooms, Customs customs) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.affects = new Affects(rooms);
    }

    /**
     * What an answer holds for the pool, found before any transaction.
     *
     * @param drafts its pool blocks
     * @param statement what it says by itself, if it has none of these
     */
    record Found(List<PoolDraft> drafts, Optional<PoolDraft> statement) {
        Found {
            drafts = List.copyOf(drafts);
            requireNonNull(statement, "statement");
        }
    }

    Found in(TurnEnded event, Arrival arrival) {
        if (event.failed() || event.lastMessage().isBlank()) {
            return new Found(List.of(), Optional.empty());
        }
        List<PoolDraft> drafts = Pool.blocks(event.lastMessage()).stream()
                .filter(block -> block.draft().isPresent())
                .map(block -> placed(block, event, arrival))
                .toList();
        return new Found(drafts, drafts.isEmpty() ? Pool.statement(event.lastMessage()) : Optional.empty());
    }

    /** The same turn may end twice, and tell the same twice: a block is posted once for each prompt. */
    private PoolDraft placed(PoolBlock block, TurnEnded event, Arrival arrival) {
        String turn = event.call().prompt().isEmpty()
                ? event.lastMessage()
                : event.call().prompt();
        PoolDraft draft = block.draft().orElseThrow();
        Path directory = Path.of(arrival.place().directory());
        return draft.about(affects.in(draft.affects(), arrival.ground(), directory))
                .under(Fingerprint.of(turn + "\n" + block.text()));
    }

    void post(Tx tx, Guest guest, Instance author, Found found, Arrival arrival) {
        found.drafts().forEach(draft -> post(tx, guest.monitor(), author, draft, arrival));
        found.statement()
                .filter(draft -> !rooms.pool().isTooSoon(tx, guest.monitor().project(), author, draft))
                .ifPresent(draft -> post(tx, guest.monitor(), author, draft, arrival));
    }

    private void post(Tx tx, Monitor monitor, Instance author, PoolDraft draft, Arrival arrival) {
        PoolOutcome outcome = rooms.pool()
                .post(
                        tx,
                        monitor,
                        draft,
                        Author.of(tx, author),
                        customs.on(arrival.ground()).pool().usualTtl());
        if (outcome instanceof PoolOutcome.Faulty(List<String> faults)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "a pool block of " + author.name() + " was left out: " + String.join("; ", faults));
        }
    }
}
