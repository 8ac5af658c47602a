package dev.tutti.kernel.glob;

import static java.util.Objects.requireNonNull;

/** What became of a pattern that somebody wrote. */
public sealed interface GlobOutcome {

    /** It can be used. */
    record Parsed(Glob glob) implements GlobOutcome {
        public Parsed {
            requireNonNull(glob, "glob");
        }
    }

    /**
     * It cannot be read.
     *
     * @param text one line for its author: the place or limit, and what to write instead; does not repeat the pattern
     */
    record Malformed(String text) implements GlobOutcome {
        public Malformed {
            requireNonNull(text, "text");
        }
    }
}
