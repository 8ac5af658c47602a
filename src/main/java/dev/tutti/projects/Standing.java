package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

/**
 * A ground as the store knows it.
 *
 * @param publicId the project's id as shown and as its repository carries it
 * @param name the project's name for people
 */
public record Standing(ProjectId project, TreeId tree, String publicId, String name) {

    public Standing {
        requireNonNull(project, "project");
        requireNonNull(tree, "tree");
        requireNonNull(publicId, "publicId");
        requireNonNull(name, "name");
    }
}
