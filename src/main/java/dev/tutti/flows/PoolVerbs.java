package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.Pool;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEnd;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.PoolOutcome;
import dev.tutti.pool.Relevance;
import dev.tutti.projects.Ground;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pool by hand. Safe from any thread. */
public final class PoolVerbs {

    private static final int TAKEN_AT_ONCE = 200;

    private final Rooms rooms;
    private final Customs customs;
    private final People people;
    private final PoolTelling telling;
    private final Affects affects;

    PoolVerbs(Rooms rooms, Customs customs, People people, PoolTelling telling) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
        this.people = requireNonNull(people, "people");
        this.telling = requireNonNull(telling, "telling");
        this.affects = new Affects(rooms);
    }

    /** Posts all of them in the asker's project, or none when any is faulty; the outcomes are in their order. */
    public List<PoolOutcome> post(Asker asker, List<PoolDraft> drafts) {
        Ground ground = people.ground(asker);
        Duration usual = customs.on(ground).pool().usualTtl();
        List<PoolDraft> placed = drafts.stream()
                .map(draft -> draft.about(affects.in(draft.affects(), ground, asker.directory())))
                .toList();
        return people.in(asker, (tx, standing, monitor) -> {
            List<PoolOutcome> faulty = placed.stream()
                    .flatMap(draft -> Pool.faults(draft).stream())
                    .map(faults -> (PoolOutcome) faults)
                    .toList();
            if (!faulty.isEmpty()) {
                return faulty;
            }
            Instance author = rooms.instances()
                    .get(tx, people.actor(tx, asker, standing, monitor).holder());
            return placed.stream()
                    .map(draft -> rooms.pool().post(tx, monitor, draft, Author.of(tx, author), usual))
                    .toList();
        });
    }

    /**
     * An entry of a file.
     *
     * @param author how its file calls whoever wrote it
     * @param id its number, where a store of Tutti wrote the file, be it this one or another
     */
    public record Foreigner(PoolDraft draft, String author, Instant at, Optional<EntryId> id) {
        public Foreigner {
            requireNonNull(id, "id");
            requireNonNull(draft, "draft");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }

    /** Takes entries over into the asker's project, in bounded steps; how many were not there before. */
    public int take(Asker asker, List<Foreigner> entries) {
        Ground ground = people.ground(asker);
        Duration usual = customs.on(ground).pool().usualTtl();
        int taken = 0;
        for (int from = 0; from < entries.size(); from += TAKEN_AT_ONCE) {
            List<Foreigner> some = entries.subList(from, Math.min(entries.size(), from + TAKEN_AT_ONCE)).stream()
                    .map(each -> new Foreigner(
                            each.draft().about(affects.in(each.draft().affects(), ground, asker.directory())),
                            each.author(),
                            each.at(),
                            each.id()))
                    .toList();
            taken += people.in(asker, (tx, standing, monitor) -> {
                Instance taker = people.actor(tx, asker, standing, monitor);
                return (int) some.stream()
                        .filter(each -> !isHere(tx, standing.project(), each))
                        .filter(each -> rooms.pool()
                                        .post(
                                                tx,
                                                monitor,
                                                each.draft(),
                                                new Author(taker, each.author(), each.at()),
                                                usual)
                                instanceof PoolOutcome.Posted)
                        .count();
            });
        }
        return taken;
    }

    /** Whether it is an entry of this very store, from the file that Tutti keeps of it. */
    private boolean isHere(Tx tx, ProjectId project, Foreigner entry) {
        return entry.id()
                .flatMap(id -> rooms.pool().find(tx, project, id))
                .filter(known -> known.at().getEpochSecond() == entry.at().getEpochSecond()
                        && known.authorName().equals(entry.author()))
                .isPresent();
    }

    /** Says that an entry is over; empty when there is none of that id here, and as it was when it is over already. */
    public Optional<PoolEntry> resolve(Asker asker, EntryId id) {
        return people.in(
                asker,
                (tx, standing, monitor) -> rooms.pool()
                        .find(tx, standing.project(), id)
                        .map(entry -> entry.isLive(tx.now())
                                ? rooms.pool()
                                        .end(
                                                tx,
                                                monitor,
                                                entry,
                                                PoolEnd.RESOLVED,
                                                people.actor(tx, asker, standing, monitor))
                                : entry));
    }

    /** How much an entry concerns somebody, judged beside what is recent. Reads only. */
    public Relevance relevance(Tx tx, Ground ground, PoolEntry entry, Instance reader) {
        List<PoolEntry> beside = Stream.concat(Stream.of(entry), rooms.pool().recent(tx, entry.project()).stream())
                .distinct()
                .toList();
        Map<PoolEntry, Relevance> judged = Pool.relevance(
                beside, telling.reader(tx, reader), customs.on(ground).pool());
        return requireNonNull(judged.get(entry), "judged");
    }
}
