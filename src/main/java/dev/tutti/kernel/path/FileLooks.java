package dev.tutti.kernel.path;

import java.nio.file.Path;
import java.util.Optional;

/** Looks at files, to tell whether one changed. Safe from any thread; blocking. Writes nothing. */
public interface FileLooks {

    /** Larger files are told apart by their stamps alone. */
    long MAX_HASHED_BYTES = 8L << 20;

    /** What the directory says: one system call. Links are followed. */
    FileStamp stamp(Path file);

    /**
     * The content's SHA-1 in 40 hexadecimal digits, as {@code sha1sum} and git's own users know it; empty where
     * {@link #look} would have no hash either.
     */
    Optional<String> sha1(Path file);

    /** Stamp and content: reads the whole file, up to {@link #MAX_HASHED_BYTES}. */
    FileLook look(Path file);
}
