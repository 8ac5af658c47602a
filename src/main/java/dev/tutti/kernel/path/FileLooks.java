package dev.tutti.kernel.path;

import java.nio.file.Path;

/** Looks at files, to tell whether one changed. Safe from any thread; blocking. Writes nothing. */
public interface FileLooks {

    /** Larger files are told apart by their stamps alone. */
    long MAX_HASHED_BYTES = 8L << 20;

    /** What the directory says: one system call. Links are followed. */
    FileStamp stamp(Path file);

    /** Stamp and content: reads the whole file, up to {@link #MAX_HASHED_BYTES}. */
    FileLook look(Path file);
}
