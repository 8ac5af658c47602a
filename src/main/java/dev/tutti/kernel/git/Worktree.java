package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One working tree a repository knows of.
 *
 * @param root where the repository believes it to be
 * @param gitDir what belongs to it alone
 * @param kind main or linked
 * @param present whether there is a tree at {@code root} that points back; false once it was moved or removed by hand
 */
public record Worktree(Path root, Path gitDir, GitPlace.Kind kind, boolean present) {

    public Worktree {
        requireNonNull(root, "root");
        requireNonNull(gitDir, "gitDir");
        requireNonNull(kind, "kind");
    }
}
