package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One working tree of one repository. All paths are absolute with their symbolic links resolved.
 *
 * @param root the top of the working tree; for a bare repository the folder it shows itself in
 * @param gitDir what belongs to this working tree alone: HEAD, index
 * @param commonDir what all working trees of the repository share; a submodule is a repository of its own
 * @param kind which sort of tree it is
 */
public record GitPlace(Path root, Path gitDir, Path commonDir, Kind kind) {

    /** The sorts of trees a repository has. */
    public enum Kind {
        /** The tree a repository or submodule was made with. */
        MAIN,
        /** One added by {@code git worktree add}. */
        LINKED,
        /** No tree at all: a bare repository, or the folder that points to one. */
        BARE
    }

    public GitPlace {
        requireNonNull(root, "root");
        requireNonNull(gitDir, "gitDir");
        requireNonNull(commonDir, "commonDir");
        requireNonNull(kind, "kind");
    }
}
