package dev.tutti.pool;

import java.util.List;

/**
 * How much an entry concerns somebody.
 *
 * @param score 0 to 1
 * @param shown whether it is shown to them
 * @param reasons what the score is made of, a line each
 */
public record Relevance(double score, boolean shown, List<String> reasons) {

    public Relevance {
        reasons = List.copyOf(reasons);
    }
}
