package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

/**
 * How far a daemon is with a project's file of notes.
 *
 * @param file what it has taken of the file
 * @param former what it had taken of the one that was full before it
 * @param last the newest note that it wrote into it, or need not
 */
public record NoteFileView(Taken file, Taken former, NoteId last) {

    /** Nothing yet. */
    public static final NoteFileView NONE = new NoteFileView(Taken.NOTHING, Taken.NOTHING, new NoteId(0));

    public NoteFileView {
        requireNonNull(file, "file");
        requireNonNull(former, "former");
        requireNonNull(last, "last");
    }

    /**
     * How much of a file was taken.
     *
     * @param bytes from its beginning
     * @param fingerprint of these bytes, by which a file that was written anew is known
     */
    public record Taken(long bytes, String fingerprint) {

        public static final Taken NOTHING = new Taken(0, "");

        public Taken {
            requireNonNull(fingerprint, "fingerprint");
        }
    }
}
