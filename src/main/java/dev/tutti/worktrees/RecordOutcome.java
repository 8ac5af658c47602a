package dev.tutti.worktrees;

import static java.util.Objects.requireNonNull;

/** What came of committing a file to a branch of its own. */
public sealed interface RecordOutcome {

    /** @param commit the full hash of what the branch stands at now */
    record Committed(String commit) implements RecordOutcome {
        public Committed {
            requireNonNull(commit, "commit");
        }
    }

    /** The branch held the same already. */
    record Unchanged() implements RecordOutcome {}

    /** Nothing was changed; why, and what to do. */
    record Failed(String why) implements RecordOutcome {
        public Failed {
            requireNonNull(why, "why");
        }
    }
}
