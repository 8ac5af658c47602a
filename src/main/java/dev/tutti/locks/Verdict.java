package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

/** What one overlapping lock means for a request. */
sealed interface Verdict {

    /** It is the holder's own, or both are shared: no obstacle. */
    record Beside() implements Verdict {}

    /** It lies in another tree: both go on and are told. */
    record Elsewhere() implements Verdict {}

    /** It is over, which only has to be written down. */
    record Over(FreedBy how) implements Verdict {
        public Over {
            requireNonNull(how, "how");
        }
    }

    /** It stands in the way. */
    record InTheWay(Why why) implements Verdict {
        public InTheWay {
            requireNonNull(why, "why");
        }
    }

    /** It depends on what git says, which was not asked yet. */
    record AskGit() implements Verdict {}

    /** Its holder is gone: everything of that holder is to be freed first. */
    record HolderGone() implements Verdict {}
}
