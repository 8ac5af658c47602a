package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** What git said of some paths. */
public sealed interface GitStatus {

    /**
     * An answer.
     *
     * @param states one entry for each path that was asked for, as it was written
     */
    record Known(Map<String, PathState> states) implements GitStatus {
        public Known {
            states = Map.copyOf(states);
        }
    }

    /** No answer; nothing may be concluded. */
    record Unknown(GitTrouble trouble) implements GitStatus {
        public Unknown {
            requireNonNull(trouble, "trouble");
        }
    }
}
