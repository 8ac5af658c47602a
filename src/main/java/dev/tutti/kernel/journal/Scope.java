package dev.tutti.kernel.journal;

import dev.tutti.kernel.store.Tx;

/**
 * What facts are numbered within, held exclusively by the current transaction.
 *
 * <p>Whoever hands one out has taken its row, so that numbers follow the order of commits.
 */
public interface Scope {

    /** The surrogate key of the scope's row. */
    long id();

    /** Draws the next number of this scope; numbers of a rolled back transaction are drawn again. */
    long nextSeq(Tx tx);
}
