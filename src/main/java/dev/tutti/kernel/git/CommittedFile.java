package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** What a path held in a commit and holds in the last one still. */
public sealed interface CommittedFile {

    /**
     * A file, the same in both.
     *
     * @param sha256 the hashes, in hexadecimal digits, of the contents that git takes for it in a working tree: as it is
     *     stored, and with the line ends of the other sort of system
     */
    record Holds(Set<String> sha256) implements CommittedFile {
        public Holds {
            sha256 = Set.copyOf(sha256);
        }
    }

    /** Nothing, in neither. */
    record Absent() implements CommittedFile {}

    /** Something else: the path was committed, or another commit checked out, in between. */
    record Moved() implements CommittedFile {}

    /** No answer; nothing may be concluded. */
    record Unknown(GitTrouble trouble) implements CommittedFile {
        public Unknown {
            requireNonNull(trouble, "trouble");
        }
    }
}
