package dev.tutti.kernel.git;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What a directory says of a file or folder: another write, or an entry made or taken away, shows in one of these. */
record Stamp(long size, Instant modified, String key) {

    /** Twice the coarsest clock that disks stamp files with. */
    private static final Duration SAME_STAMP_WITHIN = Duration.ofSeconds(4);

    static Stamp of(BasicFileAttributes seen) {
        return new Stamp(seen.size(), seen.lastModifiedTime().toInstant(), Objects.toString(seen.fileKey(), ""));
    }

    /** Whether it is so old that a second write could not have left the same one. */
    boolean isSettled(Instant now) {
        return modified.isBefore(now.minus(SAME_STAMP_WITHIN));
    }
}
