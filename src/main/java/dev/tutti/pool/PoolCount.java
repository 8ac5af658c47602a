package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

/** How many entries one author posted that signal one thing. */
public record PoolCount(String author, PoolAction action, long count) {

    public PoolCount {
        requireNonNull(author, "author");
        requireNonNull(action, "action");
    }
}
