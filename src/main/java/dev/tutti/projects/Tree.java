package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

/**
 * One working tree, as stored.
 *
 * @param machine the machine it lies on
 * @param path where its root was when it was last seen
 * @param kind the sort of its project
 */
public record Tree(TreeId id, ProjectId project, String machine, String path, Ground.Kind kind) {

    public Tree {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(machine, "machine");
        requireNonNull(path, "path");
        requireNonNull(kind, "kind");
    }
}
