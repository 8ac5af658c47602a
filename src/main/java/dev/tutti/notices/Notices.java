package dev.tutti.notices;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.notices.NoticeTable.Owed;
import java.util.List;
import java.util.function.Predicate;

/** Words that Tutti owes an instance at its next step. Every verb works in the caller's transaction; stateless. */
public final class Notices {

    /** An instance that never comes back for them is owed this many at most; the newest are kept, and the loss is said. */
    static final int OWED_MAX = 1_000;

    /** Lines handed over at once at most. */
    static final int TAKEN_MAX = 200;

    /** Characters of one line at most, so that every answer can carry one. */
    static final int LINE_MAX = 2_500;

    /** Lines for sessions nobody has met at most; the newest are kept, since many such sessions never come back. */
    static final int UNMET_MAX = 1_000;

    private final NoticeTable table = new NoticeTable();

    /** Owes {@code to} a line; the same line is owed once. */
    public void owe(Tx tx, InstanceId to, String line) {
        if (table.insert(tx, to, Foreign.cut(line, LINE_MAX))) {
            dropBeyond(tx, to, table.count(tx, to) - OWED_MAX);
        }
    }

    /** What {@code to} is owed is no longer true, and it is told nothing unless it was already. */
    public void withdraw(Tx tx, InstanceId to, String line) {
        table.delete(tx, to, Foreign.cut(line, LINE_MAX));
    }

    /** Owes a session that nobody has met yet a line, until {@link #meet}. */
    public void oweUnmet(Tx tx, String agent, String session, String line) {
        table.insertUnmet(tx, agent, session, Foreign.cut(line, LINE_MAX));
        table.deleteUnmetBeyond(tx, UNMET_MAX);
    }

    /** A session is met for the first time, as {@code instance}: what it was owed before is owed to that. */
    public void meet(Tx tx, String agent, String session, InstanceId instance) {
        List<String> lines = table.unmet(tx, agent, session);
        if (!lines.isEmpty()) {
            lines.forEach(line -> owe(tx, instance, line));
            table.deleteUnmet(tx, agent, session);
        }
    }

    private void dropBeyond(Tx tx, InstanceId to, long tooMany) {
        if (tooMany <= 0) {
            return;
        }
        List<Owed> oldest = table.oldest(tx, to, (int) tooMany + 1);
        List<Owed> given = oldest.subList(0, oldest.size() - 1);
        Owed kept = oldest.getLast();
        long dropped = given.size()
                + kept.dropped()
                + given.stream().mapToLong(Owed::dropped).sum();
        table.delete(tx, given);
        table.noteDropped(tx, kept, dropped);
    }

    /**
     * Hands over what an instance is owed, oldest first, as long as it fits; that is owed no more once the transaction
     * commits, and the rest stays owed.
     *
     * @param fits whether the answer has room for one more line, which it then carries
     */
    public List<String> take(Tx tx, InstanceId to, Predicate<String> fits) {
        List<Owed> taken = table.oldest(tx, to, TAKEN_MAX).stream()
                .takeWhile(owed -> fits.test(line(owed)))
                .toList();
        table.delete(tx, taken);
        return taken.stream().map(Notices::line).toList();
    }

    private static String line(Owed owed) {
        return owed.dropped() == 0
                ? owed.text()
                : "(" + owed.dropped() + " older words to you were not kept) " + owed.text();
    }

    /** Whether an instance is owed anything. */
    public boolean owes(Tx tx, InstanceId to) {
        return table.any(tx, to);
    }

    /** What a child was owed is its parent's. */
    public void pass(Tx tx, InstanceId child, InstanceId parent) {
        table.pass(tx, child, parent);
    }

    /** An instance is gone: nobody is left to tell. */
    public void forget(Tx tx, InstanceId gone) {
        table.deleteOf(tx, gone);
    }
}
