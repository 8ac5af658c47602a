package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

/** What the file {@code tutti-project} in a repository's common directory holds. */
public sealed interface Marker {

    /** This id. */
    record Holds(String projectId) implements Marker {
        public Holds {
            requireNonNull(projectId, "projectId");
        }
    }

    /** There is no such file. */
    record Absent() implements Marker {}

    /** The file, or the place for it, cannot be used; it is left as it is. */
    record Unusable(String why) implements Marker {
        public Unusable {
            requireNonNull(why, "why");
        }
    }
}
