package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

/** The first commit of a repository's history. */
public sealed interface RootCommit {

    /** The full hash; of several roots the oldest that HEAD reaches. */
    record Found(String hash) implements RootCommit {
        public Found {
            requireNonNull(hash, "hash");
        }
    }

    /** There is no commit yet. */
    record None() implements RootCommit {}

    /** It could not be found out; nothing may be concluded. */
    record Unknown(GitTrouble trouble) implements RootCommit {
        public Unknown {
            requireNonNull(trouble, "trouble");
        }
    }
}
