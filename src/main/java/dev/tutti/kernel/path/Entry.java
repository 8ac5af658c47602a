package dev.tutti.kernel.path;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What a directory says of a path, in one call of the system and without an exception where nothing is there: on the way of
 * a hook most of what is looked for is absent.
 */
public final class Entry {

    private Entry() {}

    /** What the path leads to, links followed; empty when that is absent or must not be seen. */
    public static Optional<BasicFileAttributes> of(Path path) {
        return read(path);
    }

    /** What stands at the path itself, be it a link; empty when nothing does or it must not be seen. */
    public static Optional<BasicFileAttributes> at(Path path) {
        return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<BasicFileAttributes> read(Path path, LinkOption... options) {
        try {
            return Optional.ofNullable(
                    path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class, options));
        } catch (IOException unseen) {
            return Optional.empty();
        }
    }
}
