package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the working trees a repository knows of, from {@code worktrees/NAME/gitdir} in its common directory. */
final class GitWorktrees {

    /** A repository with more linked trees shows the first ones only. */
    static final int MAX_LINKED = 1000;

    private static final int MAX_BYTES = 8 * 1024;

    private final SmallFiles files;
    private final GitLayout layout;

    GitWorktrees(SmallFiles files, GitLayout layout) {
        this.files = requireNonNull(files, "files");
        this.layout = requireNonNull(layout, "layout");
    }

    List<Worktree> of(GitPlace place) {
        List<Worktree> all = new ArrayList<>();
        main(place).ifPresent(all::add);
        for (Path gitDir : linkedGitDirs(place.commonDir())) {
            linked(gitDir).ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private Optional<Worktree> main(GitPlace place) {
        if (place.kind() == GitPlace.Kind.BARE) {
            return Optional.empty();
        }
        Path commonDir = place.commonDir();
        if (place.kind() == GitPlace.Kind.MAIN) {
            return Optional.of(new Worktree(place.root(), commonDir, GitPlace.Kind.MAIN, true));
        }
        GitConfigText config = layout.config(commonDir);
        Optional<Path> beside = Optional.ofNullable(commonDir.getParent())
                .filter(parent -> commonDir.endsWith(".git") && !config.isTrue("core.bare"));
        return config.last("core.worktree")
                .flatMap(tree -> SmallFiles.path(commonDir, tree))
                .or(() -> beside)
                .map(root -> tree(SmallFiles.real(root), commonDir, GitPlace.Kind.MAIN));
    }

    private static List<Path> linkedGitDirs(Path commonDir) {
        Path folder = commonDir.resolve("worktrees");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().limit(MAX_LINKED).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    /** The file names the {@code .git} file of the tree; newer versions of git may write it relative. */
    private Optional<Worktree> linked(Path gitDir) {
        return files.line(gitDir.resolve("gitdir"), MAX_BYTES)
                .flatMap(line -> SmallFiles.path(gitDir, line))
                .flatMap(dotGit -> Optional.ofNullable(dotGit.getParent()))
                .map(root -> tree(SmallFiles.real(root), gitDir, GitPlace.Kind.LINKED));
    }

    private Worktree tree(Path root, Path gitDir, GitPlace.Kind kind) {
        boolean pointsBack = layout.look(root) instanceof GitLook.Inside inside
                && inside.place().root().equals(root)
                && inside.place().gitDir().equals(gitDir);
        return new Worktree(root, gitDir, kind, pointsBack);
    }
}
