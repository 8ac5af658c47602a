package dev.tutti.kernel.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A fact with its place in the journal.
 *
 * @param scope the surrogate key of the scope it is numbered in
 * @param seq its number there; grows with the order of commits, gaps are possible
 * @param at the instant of its transaction
 */
public record RecordedFact(long scope, long seq, Instant at, Fact fact) {

    public RecordedFact {
        requireNonNull(at, "at");
        requireNonNull(fact, "fact");
    }
}
