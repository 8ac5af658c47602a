package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.glob.Glob;

/**
 * A path or glob that something is about, in all trees of its project.
 *
 * @param path relative to the tree's root, as people see it
 * @param pattern the same as it is compared, folded where the disk folds
 */
public record Affected(String path, Glob pattern) {

    public Affected {
        requireNonNull(path, "path");
        requireNonNull(pattern, "pattern");
    }
}
