package dev.tutti.decisions;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of a verb on decisions. */
public sealed interface DecisionOutcome {

    /**
     * It is stored.
     *
     * @param contradicts decisions in force on the same matter
     */
    record Stored(Decision decision, List<Decision> contradicts) implements DecisionOutcome {
        public Stored {
            requireNonNull(decision, "decision");
            contradicts = List.copyOf(contradicts);
        }
    }

    /** The draft breaks these bounds, each naming its field; nothing was stored. */
    record Faulty(List<String> faults) implements DecisionOutcome {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /** The decision is what it is and cannot become that; nothing was stored. */
    record NotPossible(Decision decision, DecisionStatus wanted) implements DecisionOutcome {
        public NotPossible {
            requireNonNull(decision, "decision");
            requireNonNull(wanted, "wanted");
        }
    }
}
