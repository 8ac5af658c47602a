package dev.tutti.kernel.files;

import java.nio.file.Path;
import java.util.List;

/**
 * Small UTF-8 text files as a port. All paths are absolute. Implementations are safe for use by any thread; two writers of
 * one file race, and one of them wins whole.
 */
public interface TextFiles {

    /** The largest text that is read or written. */
    int MAX_BYTES = 4 * 1024 * 1024;

    /** What stands at a path. */
    enum Reach {
        /** Nothing, or nothing this user may see. */
        MISSING,
        /** Something else than a file, mostly a folder. */
        NOT_A_FILE,
        /** A file that may not be executed by this user. */
        FILE,
        /** A file that this user may execute. */
        EXECUTABLE
    }

    /** Who may use what is created; existing files and folders keep their permissions. */
    enum Audience {
        /** Those for whom the folder is that it lies in, but never everybody for writing. */
        USUAL,
        /** The owner alone: files 0600, folders 0700. */
        OWNER,
        /** As usual; whoever may read it may run it. */
        PROGRAM
    }

    /** The whole content, following symbolic links; never throws for what stands on the disk. */
    FileText read(Path file);

    /**
     * Puts {@code text} in place of whatever the file holds, creating it and its missing folders; durable on return.
     *
     * @throws FilesException when it cannot; the old content is still there
     */
    void replace(Path file, String text, Audience audience);

    /**
     * Like {@link #replace} for what can be made again: not durable, so that a power cut may leave either content or an empty
     * file, and some milliseconds cheaper. A reader sees the old or the new content, never a mixture. A symbolic link at the
     * path itself is replaced, not followed.
     *
     * @throws FilesException when it cannot; the old content is still there
     */
    void replaceLightly(Path file, String text);

    /**
     * Removes a file; no error when there is none.
     *
     * @throws FilesException when it stays
     */
    void delete(Path file);

    /** Removes a folder if it is empty, and tells whether it did; never throws. */
    boolean deleteFolderIfEmpty(Path folder);

    /** The entries of a folder in the order of their names; empty when there is no such folder. */
    List<Path> list(Path folder);

    /** What stands at the path, following symbolic links. */
    Reach reach(Path path);

    /** The absolute path of what stands at the path, without symbolic links; the path itself when nothing is there. */
    Path real(Path path);
}
