package dev.tutti.notices;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import java.util.List;

/** Words that Tutti owes an instance at its next step. Every verb works in the caller's transaction; stateless. */
public final class Notices {

    /** An instance that never comes back for them is owed this many at most; the newest are kept. */
    static final int OWED_MAX = 50;

    private final NoticeTable table = new NoticeTable();

    /** Owes {@code to} a line; the same line is owed once. */
    public void owe(Tx tx, InstanceId to, String line) {
        table.insert(tx, to, line);
        table.deleteBeyond(tx, to, OWED_MAX);
    }

    /** Hands over what an instance is owed, oldest first: it is owed nothing once the transaction commits. */
    public List<String> take(Tx tx, InstanceId to) {
        List<String> lines = table.of(tx, to);
        if (!lines.isEmpty()) {
            table.deleteOf(tx, to);
        }
        return lines;
    }

    /** Whether an instance is owed anything. */
    public boolean owes(Tx tx, InstanceId to) {
        return !table.of(tx, to).isEmpty();
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
