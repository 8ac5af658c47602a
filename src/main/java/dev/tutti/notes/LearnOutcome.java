package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of learning one thing. */
public sealed interface LearnOutcome {

    /**
     * It is in the memory.
     *
     * @param dropped the oldest of its section, which went to make room
     */
    record Stored(Learning learning, List<Learning> dropped) implements LearnOutcome {
        public Stored {
            requireNonNull(learning, "learning");
            dropped = List.copyOf(dropped);
        }
    }

    /** It was in the memory; nothing was stored. */
    record Known(Learning learning) implements LearnOutcome {
        public Known {
            requireNonNull(learning, "learning");
        }
    }

    /** The text breaks these bounds; nothing was stored. */
    record Faulty(List<String> faults) implements LearnOutcome {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
