package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.store.Tx;
import dev.tutti.pool.PoolOutcome.Faulty;
import dev.tutti.pool.PoolOutcome.Known;
import dev.tutti.pool.PoolOutcome.Posted;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.PathLinks;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pool. Every verb works in the caller's transaction; those that change take the project's monitor. Stateless. */
public final class Pool {

    /** The newest live entries that a digest chooses from. */
    public static final int RECENT_MAX = 20;

    /** The newest live claims and blockers that it also chooses from, however many entries came after them. */
    public static final int OPEN_MAX = 10;

    /** Own claims and blockers, and as many blockers of others, that are looked through for what a new entry ends. */
    private static final int ENDABLE_MAX = 30;

    private static final int EXPIRE_BATCH = 500;
    private static final int PRUNE_BATCH = 100;

    private final PoolTable table = new PoolTable();
    private final ReaderTable readers = new ReaderTable();
    private final Journal journal;

    public Pool(Journal journal) {
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * Who posts.
     *
     * @param name as whom; the author's own unless taken over from a file
     * @param at when; now unless taken over from a file
     */
    public record Author(Instance instance, String name, Instant at) {
        public Author {
            requireNonNull(instance, "instance");
            requireNonNull(name, "name");
            requireNonNull(at, "at");
        }

        /** Somebody who posts now. */
        public static Author of(Tx tx, Instance instance) {
            return new Author(instance, instance.name(), tx.now());
        }
    }

    /**
     * Posts; what the entry completes is over.
     *
     * @param usual how long entries live whose action says nothing else
     */
    public PoolOutcome post(Tx tx, Monitor monitor, PoolDraft said, Author author, Duration usual) {
        PoolDraft draft = said.kept();
        Optional<Faulty> faulty = faults(draft);
        if (faulty.isPresent()) {
            return faulty.get();
        }
        InstanceId poster = author.instance().id();
        if (!draft.once().isEmpty()) {
            Optional<PoolEntry> known = table.once(tx, monitor.project(), poster, draft.once());
            if (known.isPresent()) {
                return new Known(known.get());
            }
        }
        PoolEntry made = new PoolEntry(
                new EntryId(0),
                monitor.project(),
                draft,
                poster,
                author.name(),
                author.at(),
                PoolRules.endsAt(draft, author.at(), !author.instance().isPerson(), usual),
                Optional.empty());
        EntryId id = table.insert(
                tx, made, PoolWords.indexed(draft.topic(), draft.affects(), draft.blocks(), draft.summary()));
        PoolEntry stored = made.withId(id);
        journal.append(
                tx, monitor, new PoolFact.Posted(stored, author.instance().publicId()).toFact());
        return new Posted(stored, endedBy(tx, monitor, stored, author.instance()));
    }

    /** What keeps a draft from being an entry, if anything does. */
    public static Optional<Faulty> faults(PoolDraft draft) {
        return Optional.of(PoolRules.faults(draft))
                .filter(faults -> !faults.isEmpty())
                .map(Faulty::new);
    }

    /** Whether an automatic entry of that kind would come too soon after its author's last one. */
    public boolean isTooSoon(Tx tx, ProjectId project, Instance author, PoolDraft draft) {
        return table.any(tx, project, author, draft, tx.now().minus(PoolRules.AUTOMATIC_EVERY));
    }

    /** The pool blocks in an agent's answer, and what keeps the others from being entries; in their order. */
    public static List<PoolBlock> blocks(String answer) {
        return PoolBlocks.read(answer);
    }

    /** The first clear statement in an agent's answer that something is done or blocked. */
    public static Optional<PoolDraft> statement(String answer) {
        return PoolStatements.find(answer);
    }

    /** How much each of some entries concerns a reader; they are judged together, since rare words tell more. */
    public static Map<PoolEntry, Relevance> relevance(
            List<PoolEntry> entries, PoolReader reader, PoolSettings settings) {
        PoolRelevance rules =
                new PoolRelevance(reader, entries.stream().map(PoolEntry::draft).toList(), settings);
        Map<PoolEntry, Relevance> judged = new LinkedHashMap<>();
        entries.forEach(entry -> judged.put(entry, rules.of(entry.draft())));
        return judged;
    }

    private List<PoolEntry> endedBy(Tx tx, Monitor monitor, PoolEntry stored, Instance author) {
        List<PoolEntry> ended = new ArrayList<>();
        if (stored.draft().action() == PoolAction.COMPLETED
                && stored.draft().origin().isSaid()) {
            for (PoolEntry open : table.endable(tx, monitor.project(), stored.author(), ENDABLE_MAX)) {
                boolean same = open.author().equals(stored.author());
                if (PoolRules.ends(stored.draft(), open, same)) {
                    ended.add(end(tx, monitor, open, same ? PoolEnd.COMPLETED : PoolEnd.ANSWERED, author));
                }
            }
        }
        return ended;
    }

    /** Says that an entry is over. */
    public PoolEntry end(Tx tx, Monitor monitor, PoolEntry entry, PoolEnd how, Instance actor) {
        table.end(tx, entry.id(), how);
        journal.append(tx, monitor, new PoolFact.Ended(entry, how, actor).toFact());
        return entry.endedBy(how);
    }

    public Optional<PoolEntry> find(Tx tx, ProjectId project, EntryId id) {
        return table.find(tx, project, id);
    }

    /** Live or not, the newest first; of a long summary only the beginning. */
    public List<PoolEntry> list(Tx tx, ProjectId project, PoolFilter filter) {
        return page(tx, project, filter, Optional.empty(), false);
    }

    /**
     * Live or not, the newest first.
     *
     * @param after only those that come after it in this order, when given
     * @param inFull whether of a long summary all is read, which may be a quarter of a megabyte
     */
    public List<PoolEntry> page(
            Tx tx, ProjectId project, PoolFilter filter, Optional<PoolEntry> after, boolean inFull) {
        return table.page(tx, project, filter, after, inFull);
    }

    /** How many there are; the filter's limit means nothing here. */
    public List<PoolCount> counts(Tx tx, ProjectId project, PoolFilter filter) {
        return table.counts(tx, project, filter);
    }

    /** Those after a number, oldest first, in full. */
    public List<PoolEntry> after(Tx tx, ProjectId project, EntryId last, int limit) {
        return table.after(tx, project, last, limit);
    }

    /** The projects with an entry after a number. */
    public List<ProjectId> projectsAfter(Tx tx, EntryId last) {
        return table.projectsAfter(tx, last);
    }

    /** The number of the newest entry; 0 when there is none. */
    public EntryId newest(Tx tx, ProjectId project) {
        return table.newest(tx, project);
    }

    /** The newest live ones, and the newest live claims and blockers that are older than these; the newest first. */
    public List<PoolEntry> recent(Tx tx, ProjectId project) {
        List<PoolEntry> newest = table.newestLive(tx, project, false, RECENT_MAX);
        if (newest.size() < RECENT_MAX) {
            return newest;
        }
        return Stream.concat(newest.stream(), table.newestLive(tx, project, true, OPEN_MAX).stream())
                .distinct()
                .sorted(Comparator.comparing(PoolEntry::at)
                        .thenComparing(entry -> entry.id().value())
                        .reversed())
                .toList();
    }

    /** The newest live ones of others that a session was not told of yet; empty when it was never told of the pool. */
    public Optional<List<PoolEntry>> unread(Tx tx, ProjectId project, InstanceId reader, int limit) {
        return readers.unread(tx, project, reader, limit);
    }

    /** A session was told of everything up to a number, or need not be. */
    public void read(Tx tx, InstanceId reader, EntryId last) {
        readers.read(tx, reader, last);
    }

    /** Live claims of others on a path, each of which a reader is warned of once. */
    public List<PoolEntry> warnings(Tx tx, ProjectId project, String pathKey, InstanceId reader) {
        List<PoolEntry> claims = table.unwarnedClaims(tx, project, pathKey, reader).stream()
                .filter(entry -> PathLinks.matches(entry.draft().paths(), pathKey))
                .toList();
        claims.forEach(entry -> readers.warn(tx, entry.id(), reader));
        return claims;
    }

    /** Where somebody has claims that end with it. */
    public List<ProjectId> projectsOf(Tx tx, InstanceId author) {
        return table.claimsOf(tx, author).stream()
                .map(PoolEntry::project)
                .distinct()
                .toList();
    }

    /** Somebody is gone: its claims in a project are over. */
    public List<PoolEntry> authorGone(Tx tx, Monitor monitor, Instance author) {
        return table.claimsOf(tx, author.id()).stream()
                .filter(entry -> entry.project().equals(monitor.project()))
                .map(entry -> end(tx, monitor, entry, PoolEnd.AUTHOR_GONE, author))
                .toList();
    }

    /** A session has ended, or its conversation begins anew: it was told of none. */
    public void forget(Tx tx, InstanceId reader) {
        readers.forget(tx, reader);
    }

    /** Whether the time of an entry has passed that is not marked yet. */
    public boolean isAnyOver(Tx tx) {
        return table.isAnyOver(tx);
    }

    /** Marks entries whose time has passed, a bounded number of them; whether there may be more. */
    public boolean expire(Tx tx) {
        return table.expire(tx, EXPIRE_BATCH) == EXPIRE_BATCH;
    }

    /** Whether a project has an entry that ended and is older. */
    public boolean isAnyOld(Tx tx, ProjectId project, Instant before) {
        return !table.over(tx, project, before, 1).isEmpty();
    }

    /** Deletes entries of a project that ended and are older, a bounded number of them; whether there may be more. */
    public boolean prune(Tx tx, ProjectId project, Instant before) {
        List<Long> over = table.over(tx, project, before, PRUNE_BATCH);
        if (!over.isEmpty()) {
            table.delete(tx, over);
        }
        return over.size() == PRUNE_BATCH;
    }
}
