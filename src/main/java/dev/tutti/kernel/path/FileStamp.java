package dev.tutti.kernel.path;

import static java.util.Objects.requireNonNull;

/**
 * What the directory says of a file, without opening it.
 *
 * @param kind what is there
 * @param size bytes; 0 unless a regular file
 * @param modifiedNanos the modification time in nanoseconds since 1970, as exact as the disk keeps it; 0 when absent
 * @param fileKey the disk's own name of the file (on Unix device and inode), which a rewrite by renaming changes; empty
 *     when absent or not known
 */
public record FileStamp(Kind kind, long size, long modifiedNanos, String fileKey) {

    /** What can be there. */
    public enum Kind {
        /** Nothing, or nothing that can be seen. */
        ABSENT,
        /** A regular file. */
        FILE,
        /** A directory, a device, a pipe: never opened. */
        OTHER
    }

    /** The stamp of what is not there. */
    public static final FileStamp ABSENT = new FileStamp(Kind.ABSENT, 0, 0, "");

    public FileStamp {
        requireNonNull(kind, "kind");
        requireNonNull(fileKey, "fileKey");
    }

    public boolean exists() {
        return kind != Kind.ABSENT;
    }
}
