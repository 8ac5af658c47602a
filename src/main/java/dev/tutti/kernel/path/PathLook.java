package dev.tutti.kernel.path;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where a path's text leads. */
public sealed interface PathLook {

    /**
     * Here.
     *
     * @param real absolute, without links, {@code .} and {@code ..}; what does not exist yet is as it was written
     */
    record Located(Path real) implements PathLook {
        public Located {
            requireNonNull(real, "real");
        }
    }

    /**
     * Nowhere: no system call would take it.
     *
     * @param why one line for people, without the text itself
     */
    record Rejected(String why) implements PathLook {
        public Rejected {
            requireNonNull(why, "why");
        }
    }
}
