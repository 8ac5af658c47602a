package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.GitPlace;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies under a path, as the disk shows it now.
 *
 * @param kind which sort of project it makes
 * @param root the top of the tree, absolute, links resolved
 * @param treeKey what tells this tree from all others of the machine
 * @param projectKey what all trees of its project on this machine have in common
 * @param git the repository, when there is one
 * @param marker the project id that the repository carries, if it does
 * @param foldsCase whether the disk takes names that differ in case for one
 */
public record Ground(
        Kind kind,
        Path root,
        String treeKey,
        String projectKey,
        Optional<GitPlace> git,
        Optional<String> marker,
        boolean foldsCase) {

    /** The sorts of projects. */
    public enum Kind {
        /** A git repository with all its working trees. */
        REPOSITORY,
        /** A directory without git in which a session works. */
        FOLDER,
        /** Everything else of this user: paths outside of any project. */
        USER
    }

    public Ground {
        requireNonNull(kind, "kind");
        requireNonNull(root, "root");
        requireNonNull(treeKey, "treeKey");
        requireNonNull(projectKey, "projectKey");
        requireNonNull(git, "git");
        requireNonNull(marker, "marker");
    }

    /** The root of the repository's own tree, also where this is a linked one; the root itself without such a tree. */
    public Path primaryRoot() {
        return git.map(GitPlace::commonDir)
                .filter(common -> common.endsWith(".git"))
                .flatMap(common -> Optional.ofNullable(common.getParent()))
                .orElse(root);
    }

    /** The name people know it by. */
    String name() {
        Path named = git.filter(place -> place.kind() != GitPlace.Kind.BARE)
                .map(GitPlace::commonDir)
                .filter(common -> common.endsWith(".git"))
                .map(Path::getParent)
                .orElse(root);
        Path last = named.getFileName();
        return kind == Kind.USER || last == null ? "user" : last.toString();
    }
}
