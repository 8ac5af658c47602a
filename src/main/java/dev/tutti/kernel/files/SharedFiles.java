package dev.tutti.kernel.files;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Files that other programs write at the same time, and what can be done to them so that nothing of theirs is lost. All paths
 * are absolute. Implementations are safe for use by any thread.
 */
public interface SharedFiles {

    /** The largest file that is read. */
    int MAX_BYTES = 1024 * 1024;

    /** What reading a file came to. */
    sealed interface Content {

        /** There is no such file. */
        record Absent() implements Content {}

        /** All bytes of it, from position 0; read-only. */
        record Present(ByteBuffer bytes) implements Content {
            public Present {
                requireNonNull(bytes, "bytes");
            }
        }

        /**
         * Something is there that cannot be had.
         *
         * @param why one line for people, without the path
         */
        record Unreadable(String why) implements Content {
            public Unreadable {
                requireNonNull(why, "why");
            }
        }
    }

    /** The whole content, following symbolic links; never throws for what stands on the disk. */
    Content read(Path file);

    /**
     * Puts text behind whatever the file holds at that moment, as one piece, creating it and its folders for the owner alone.
     * Not durable on return.
     *
     * @throws FilesException when it cannot; of the text a beginning may be there
     */
    void append(Path file, String text);

    /**
     * Gives a file another name, in place of whatever has that. Programs that have it open go on writing into it.
     *
     * @return false when there is no such file
     * @throws FilesException when it keeps its name
     */
    boolean setAside(Path file, Path aside);

    /**
     * Makes a file with this text where none stands, all of it at once, for the owner alone.
     *
     * @param like a file whose permissions it gets instead, if that is there
     * @return false when one stands there, which is left as it is
     * @throws FilesException when it cannot
     */
    boolean place(Path file, String text, Path like);

    /** The path of the file that stands at a path, without symbolic links; the path itself where none does. */
    Path real(Path path);
}
