package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a commit says of itself.
 *
 * @param hash the full hash
 * @param subject the first line of its message; foreign
 * @param merge whether it has more than one parent
 * @param paths what it changed, relative to the tree's root, of a large one only the first
 */
public record Commit(String hash, String subject, boolean merge, List<String> paths) {

    public Commit {
        requireNonNull(hash, "hash");
        requireNonNull(subject, "subject");
        paths = List.copyOf(paths);
    }
}
