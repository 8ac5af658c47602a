package dev.tutti.notes;

/** The store's own number of a note; the newer the higher. */
public record NoteId(long value) {

    /** As people and files spell it. */
    public String publicId() {
        return "note-" + value;
    }
}
