package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.glob.Glob;
import java.util.List;

/**
 * What is known of somebody that entries may concern.
 *
 * @param name how it is called, by which it may have keywords
 * @param paths what it has locked or waits for
 * @param recent what it read or changed lately
 * @param texts what it says it does, and as what
 */
public record PoolReader(String name, List<Glob> paths, List<Glob> recent, List<String> texts) {

    public PoolReader {
        requireNonNull(name, "name");
        paths = List.copyOf(paths);
        recent = List.copyOf(recent);
        texts = List.copyOf(texts);
    }
}
