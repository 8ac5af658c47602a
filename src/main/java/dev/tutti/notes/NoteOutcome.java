package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of adding a note. */
public sealed interface NoteOutcome {

    /**
     * It is stored.
     *
     * @param dropped how many of the oldest went to make room
     */
    record Stored(Note note, int dropped) implements NoteOutcome {
        public Stored {
            requireNonNull(note, "note");
        }
    }

    /** Somebody said so within a day; nothing was stored. */
    record Known(Note note) implements NoteOutcome {
        public Known {
            requireNonNull(note, "note");
        }
    }

    /** The text breaks these bounds; nothing was stored. */
    record Faulty(List<String> faults) implements NoteOutcome {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
