package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What looks like a pool block in a text.
 *
 * @param line where it opens, from 1
 * @param draft what it says; empty when it is none
 * @param text what stands in it
 * @param notes why it is none, or what of it was understood otherwise than it is written
 */
public record PoolBlock(int line, Optional<PoolDraft> draft, String text, List<String> notes) {

    public PoolBlock {
        requireNonNull(draft, "draft");
        requireNonNull(text, "text");
        notes = List.copyOf(notes);
    }
}
