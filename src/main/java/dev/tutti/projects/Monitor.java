package dev.tutti.projects;

import dev.tutti.kernel.journal.Scope;
import dev.tutti.kernel.store.Tx;

/**
 * A project's row, held by the current transaction until it ends.
 *
 * <p>Who changes the locks, waiters, claims or facts of a project must show one: two transactions never hold that of the
 * same project, which is what keeps overlapping grants apart. It dies with its transaction.
 */
public interface Monitor extends Scope {

    ProjectId project();

    /** Draws the next fence number of the project. */
    long nextFence(Tx tx);
}
