package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.TreeId;
import java.util.Optional;

/**
 * What is locked.
 *
 * @param tree the working tree; empty takes the key in all trees of the project at once
 * @param path relative to the tree's root, as people see it
 * @param pattern the key itself: a literal path or a glob, folded where the disk folds
 */
public record LockKey(ProjectId project, Optional<TreeId> tree, String path, Glob pattern) {

    public LockKey {
        requireNonNull(project, "project");
        requireNonNull(tree, "tree");
        requireNonNull(path, "path");
        requireNonNull(pattern, "pattern");
    }

    /** Whether the two can exclude each other: one tree, or one of them in all trees. */
    public boolean meets(LockKey other) {
        return tree.isEmpty() || other.tree.isEmpty() || tree.equals(other.tree);
    }

    boolean overlaps(LockKey other) {
        return pattern.overlaps(other.pattern);
    }

    boolean sameAs(LockKey other) {
        return tree.equals(other.tree) && pattern.text().equals(other.pattern.text());
    }
}
