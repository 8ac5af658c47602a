package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.Git;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.Marker;
import dev.tutti.kernel.git.RootCommit;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.path.PathLook;
import dev.tutti.kernel.path.Place;
import dev.tutti.kernel.time.Deadline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at the disk to tell what a path belongs to. Starts no process but in {@link #remote}. Nothing is remembered, so a
 * tree that moved is seen at once. Safe from any thread.
 */
public final class Grounds {

    private final Git git;
    private final PathKeys paths;

    public Grounds(Git git, PathKeys paths) {
        this.git = requireNonNull(git, "git");
        this.paths = requireNonNull(paths, "paths");
    }

    /** A file and the ground it lies on, or why there is none. */
    public sealed interface Survey {

        /** Here. */
        record Found(Ground ground, Place place) implements Survey {
            public Found {
                requireNonNull(ground, "ground");
                requireNonNull(place, "place");
            }
        }

        /** Nowhere: {@code why} is one line for people. */
        record Rejected(String why) implements Survey {
            public Rejected {
                requireNonNull(why, "why");
            }
        }
    }

    /**
     * Where a file belongs. It is found from the file, not from where the session stands: a submodule or a sibling
     * repository is a project of its own.
     *
     * @param path absolute, or relative to {@code directory}
     * @param directory where the caller stands, absolute
     */
    public Survey file(String path, Path directory) {
        return switch (paths.locate(path, directory)) {
            case PathLook.Rejected(String why) -> new Survey.Rejected(why);
            case PathLook.Located(Path real) -> {
                Ground ground = of(real, directory);
                yield new Survey.Found(ground, PathKeys.place(ground.root(), real, ground.foldsCase()));
            }
        };
    }

    /** The ground a session in {@code directory} stands on. */
    public Ground directory(Path directory) {
        return switch (paths.locate(directory.toString(), directory)) {
            case PathLook.Located(Path real) -> of(real, real);
            case PathLook.Rejected _ -> user();
        };
    }

    /** The checked out branch of a ground, if it has one. */
    public Optional<String> branch(Ground ground) {
        return ground.git().flatMap(git::branch);
    }

    /**
     * By what a repository is recognised on other machines: its origin and first commit. Walks the history once; empty when
     * it has no origin or no such answer in time.
     */
    public Optional<String> remote(Ground ground, Deadline deadline) {
        return ground.git()
                .flatMap(place -> git.originUrl(place).flatMap(url -> switch (git.rootCommit(place, deadline)) {
                    case RootCommit.Found(String hash) -> Optional.of(url + " " + hash);
                    case RootCommit.None() -> Optional.empty();
                    case RootCommit.Unknown _ -> Optional.empty();
                }));
    }

    /** Writes the project's id into the repository, so that it is recognised when it moves. */
    public void mark(Ground ground, String publicId) {
        ground.git().ifPresent(place -> git.mark(place, publicId));
    }

    /** Whether the repository at another key of this machine still is there under the same marker: then this is a copy. */
    boolean isLiving(String projectKey, String marker) {
        return at(projectKey)
                .map(git::marker)
                .filter(new Marker.Holds(marker)::equals)
                .isPresent();
    }

    /** Whether a repository still is at another key of this machine, whatever it carries. */
    boolean stands(String projectKey) {
        return at(projectKey).isPresent();
    }

    private Optional<GitPlace> at(String projectKey) {
        if (!projectKey.startsWith("/")) {
            return Optional.empty();
        }
        Path common = Path.of(projectKey);
        return git.find(common).filter(place -> place.commonDir().equals(common));
    }

    /**
     * Gives a copy its own id in place of the one it was copied with, unless it got one before; returns what it carries now,
     * or {@code publicId} when that cannot be written.
     */
    String remark(Ground ground, String expected, String publicId) {
        Optional<Marker> now = ground.git().map(place -> git.remark(place, expected, publicId));
        return now.filter(Marker.Holds.class::isInstance)
                .map(marker -> ((Marker.Holds) marker).projectId())
                .filter(id -> !id.equals(expected))
                .orElse(publicId);
    }

    private Ground of(Path real, Path directory) {
        Optional<GitPlace> place = git.find(real);
        if (place.isPresent()) {
            return repository(place.get());
        }
        Optional<Path> folder = realDirectory(directory)
                .filter(real::startsWith)
                .filter(standing -> git.find(standing).isEmpty())
                .filter(standing -> standing.getNameCount() > 0);
        return folder.map(this::folder).orElseGet(this::user);
    }

    private Optional<Path> realDirectory(Path directory) {
        return switch (paths.locate(directory.toString(), directory)) {
            case PathLook.Located(Path real) -> Optional.of(real);
            case PathLook.Rejected _ -> Optional.empty();
        };
    }

    private Ground repository(GitPlace place) {
        Optional<String> marker = switch (git.marker(place)) {
            case Marker.Holds(String id) -> Optional.of(id);
            case Marker.Absent() -> Optional.empty();
            case Marker.Unusable _ -> Optional.empty();
        };
        return new Ground(
                Ground.Kind.REPOSITORY,
                place.root(),
                place.gitDir().toString(),
                place.commonDir().toString(),
                Optional.of(place),
                marker,
                paths.foldsCase(place.root()));
    }

    private Ground folder(Path root) {
        String key = "folder:" + root;
        return new Ground(
                Ground.Kind.FOLDER, root, key, key, Optional.empty(), Optional.empty(), paths.foldsCase(root));
    }

    private Ground user() {
        return new Ground(Ground.Kind.USER, Path.of("/"), "user", "user", Optional.empty(), Optional.empty(), false);
    }
}
