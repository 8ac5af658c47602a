package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of posting. */
public sealed interface PoolOutcome {

    /**
     * It is stored.
     *
     * @param ended the entries that it ended
     */
    record Posted(PoolEntry entry, List<PoolEntry> ended) implements PoolOutcome {
        public Posted {
            requireNonNull(entry, "entry");
            ended = List.copyOf(ended);
        }
    }

    /** Its author posted it before, under the same key. */
    record Known(PoolEntry entry) implements PoolOutcome {
        public Known {
            requireNonNull(entry, "entry");
        }
    }

    /** The draft breaks these bounds, each naming its field; nothing was stored. */
    record Faulty(List<String> faults) implements PoolOutcome {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
