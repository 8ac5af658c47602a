package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where a path lies, as far as git is concerned. */
public sealed interface GitLook {

    /** The path lies in this tree. */
    record Inside(GitPlace place) implements GitLook {
        public Inside {
            requireNonNull(place, "place");
        }
    }

    /** No folder above the path is a repository. */
    record Outside() implements GitLook {}

    /**
     * A {@code .git} file above the path points to nothing that is a repository: one was moved or removed. Git refuses to
     * work there too.
     *
     * @param root the folder that holds the {@code .git} file
     * @param why what is wrong, for people
     */
    record Broken(Path root, String why) implements GitLook {
        public Broken {
            requireNonNull(root, "root");
            requireNonNull(why, "why");
        }
    }
}
