package dev.tutti.kernel.journal;

import dev.tutti.kernel.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes facts in the caller's transaction and tells listeners once they are durable. Safe from any thread. */
public final class Journal {

    /** How many facts one deletion takes at most, so that no hook waits long behind it: some 4 ms in a journal of 180 MB. */
    static final int PRUNE_BATCH_MAX = 100;

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private final FactTable table = new FactTable();
    private final List<Consumer<RecordedFact>> listeners = new CopyOnWriteArrayList<>();

    /** Adds one fact; it exists exactly if {@code tx} commits. */
    public RecordedFact append(Tx tx, Scope scope, Fact fact) {
        RecordedFact recorded = new RecordedFact(scope.id(), scope.nextSeq(tx), tx.now(), fact);
        table.insert(tx, recorded);
        tx.afterCommit(() -> announce(recorded));
        return recorded;
    }

    /** Facts of one scope after {@code seq}, oldest first, at most {@code limit}. */
    public List<RecordedFact> after(Tx tx, long scope, long seq, int limit) {
        return table.after(tx, scope, seq, limit);
    }

    /** The number of the newest fact of one scope; 0 when there is none. */
    public long lastSeq(Tx tx, long scope) {
        return table.lastSeq(tx, scope);
    }

    /** The newest facts of one scope since an instant, oldest first, at most {@code limit}. */
    public List<RecordedFact> since(Tx tx, long scope, Instant since, int limit) {
        return table.since(tx, scope, since, limit);
    }

    /** The newest facts about one subject, newest first, at most {@code limit}. */
    public List<RecordedFact> about(Tx tx, long scope, String subject, int limit) {
        return table.about(tx, scope, subject, limit);
    }

    /** The newest facts by one actor, newest first, at most {@code limit}. */
    public List<RecordedFact> by(Tx tx, long scope, String actor, int limit) {
        return table.by(tx, scope, actor, limit);
    }

    /** Deletes one bounded batch of facts older than {@code before}; returns how many, 0 when none is left. */
    public int prune(Tx tx, Instant before) {
        return table.deleteBefore(tx, before, PRUNE_BATCH_MAX);
    }

    /** What all facts take on disk, about; reads one index from end to end. */
    public long bytes(Tx tx) {
        return table.bytes(tx);
    }

    /**
     * Deletes one bounded batch of the oldest facts, no more than make up {@code excess} bytes; returns how many bytes they
     * took, 0 when there are none.
     */
    public long trim(Tx tx, long excess) {
        long freed = 0;
        int count = 0;
        for (long bytes : excess > 0 ? table.bytesOfOldest(tx, PRUNE_BATCH_MAX) : List.<Long>of()) {
            if (freed >= excess) {
                break;
            }
            freed += bytes;
            count++;
        }
        if (count > 0) {
            table.deleteOldest(tx, count);
        }
        return freed;
    }

    /** Calls {@code listener} after every commit, once per fact, on the store's thread: it must only hand over. */
    public void listen(Consumer<RecordedFact> listener) {
        listeners.add(listener);
    }

    public void forget(Consumer<RecordedFact> listener) {
        listeners.remove(listener);
    }

    private void announce(RecordedFact recorded) {
        for (Consumer<RecordedFact> listener : listeners) {
            try {
                listener.accept(recorded);
            } catch (RuntimeException broken) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a listener failed on " + recorded.fact().kind(),
                        broken);
            }
        }
    }
}
