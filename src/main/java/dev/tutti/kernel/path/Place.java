package dev.tutti.kernel.path;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file below a root.
 *
 * @param real the absolute path, links resolved
 * @param relative the path from the root with {@code /}, as the disk or else the caller spells it; {@code .} is the root
 *     itself. It is what people are shown
 * @param key what two spellings of one file have in common; compared, never shown
 */
public record Place(Path real, String relative, String key) {

    public Place {
        requireNonNull(real, "real");
        requireNonNull(relative, "relative");
        requireNonNull(key, "key");
    }
}
