package dev.tutti.kernel.files;

import java.nio.file.Path;

/**
 * Text files that only grow, a line at a time, as a port. All paths are absolute; a symbolic link at the path itself is refused.
 * One writer at a time; anybody may read meanwhile.
 */
public interface LineFiles {

    /** How many bytes the file has; 0 when there is none. */
    long size(Path file);

    /**
     * The end of the file as text; what of it is no UTF-8 is replaced. Empty when there is no such file.
     *
     * @param bytes at most so many of its bytes
     * @throws FilesException when something is there that cannot be read
     */
    String tail(Path file, int bytes);

    /**
     * Adds text to the end, creating the file and its missing folders for those for whom the folder is. Other processes see all
     * of it or nothing; after a crash there may be a part of it. Not durable.
     *
     * @throws FilesException when it cannot; the file is as long as before, as far as the disk lets that be done
     */
    void append(Path file, String text);

    /**
     * Cuts the file off behind so many bytes.
     *
     * @throws FilesException when it cannot
     */
    void cut(Path file, long bytes);

    /**
     * Puts what the file holds in place of what {@code older} holds, and empties it. It stays the same file, so that whoever
     * follows it goes on. A crash in between leaves the content in both.
     *
     * @throws FilesException when it cannot; the file still has its content
     */
    void rotate(Path file, Path older);
}
