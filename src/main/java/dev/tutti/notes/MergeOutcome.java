package dev.tutti.notes;

import java.util.List;

/** What came of a text of the memory that came back. */
public sealed interface MergeOutcome {

    /**
     * The memory has what the text adds, and has not any more what its writer took out.
     *
     * @param dropped the oldest of full sections, which went to make room
     * @param left items that are no learnings, since they break a bound, and why
     */
    record Merged(List<Learning> learned, List<Learning> forgotten, List<Learning> dropped, List<String> left)
            implements MergeOutcome {
        public Merged {
            learned = List.copyOf(learned);
            forgotten = List.copyOf(forgotten);
            dropped = List.copyOf(dropped);
            left = List.copyOf(left);
        }

        /** Whether the memory is as it was. */
        public boolean isNothing() {
            return learned.isEmpty() && forgotten.isEmpty() && dropped.isEmpty();
        }
    }

    /** The text as a whole breaks these bounds; nothing was changed. */
    record Faulty(List<String> faults) implements MergeOutcome {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
