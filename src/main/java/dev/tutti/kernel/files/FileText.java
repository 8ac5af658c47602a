package dev.tutti.kernel.files;

import static java.util.Objects.requireNonNull;

/** What reading a text file came to. */
public sealed interface FileText {

    /** There is no such file. */
    record Absent() implements FileText {}

    /**
     * The whole content. A byte order mark is its first character, line ends are as they are, so that the text stands for
     * exactly one sequence of bytes.
     *
     * @param text decoded strictly from UTF-8
     */
    record Present(String text) implements FileText {

        public Present {
            requireNonNull(text, "text");
        }
    }

    /**
     * Something is there that cannot be had as text.
     *
     * @param why one line for people, without the path
     */
    record Unreadable(String why) implements FileText {

        public Unreadable {
            requireNonNull(why, "why");
        }
    }
}
