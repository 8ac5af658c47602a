package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.path.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the repository a path lies in, from the files alone, as gitrepository-layout(5) describes them.
 *
 * <p>It differs from git in two ways: mounts and {@code GIT_CEILING_DIRECTORIES} do not stop the walk, and a file inside a
 * {@code .git} folder belongs to the tree that folder serves.
 */
final class GitLayout {

    private static final int MAX_LINK_BYTES = 8 * 1024;
    static final int MAX_CONFIG_BYTES = 1 << 20;
    private static final String GITDIR = "gitdir:";

    private final SmallFiles files;
    private final KnownPlaces known;
    private final Map<Path, Config> configs = new ConcurrentHashMap<>();

    GitLayout(SmallFiles files, KnownPlaces known) {
        this.files = requireNonNull(files, "files");
        this.known = requireNonNull(known, "known");
    }

    /** A configuration and the text it was parsed from. */
    private record Config(String text, GitConfigText parsed) {}

    GitLook look(Path path) {
        Path start = firstFolder(path.toAbsolutePath().normalize());
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Optional<GitLook> found = lookAt(folder);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new GitLook.Outside();
    }

    /** A path that is a file, or not there yet, holds no repository. */
    private static Path firstFolder(Path path) {
        Path folder = path;
        for (Path parent = folder.getParent(); parent != null && !isFolder(folder); parent = parent.getParent()) {
            folder = parent;
        }
        return folder;
    }

    private static boolean isFolder(Path path) {
        return Entry.of(path).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    private Optional<GitLook> lookAt(Path folder) {
        Optional<GitPlace> place = known.at(folder);
        if (place.isPresent()) {
            return place.map(GitLook.Inside::new);
        }
        Optional<GitLook> look = lookAgain(folder);
        if (look.isPresent() && look.get() instanceof GitLook.Inside(GitPlace found)) {
            known.keep(folder, found);
        }
        return look;
    }

    private Optional<GitLook> lookAgain(Path folder) {
        Path dotGit = folder.resolve(".git");
        Optional<BasicFileAttributes> entry = Entry.of(dotGit);
        if (entry.isPresent()) {
            if (entry.get().isRegularFile()) {
                return Optional.of(linked(folder, dotGit));
            }
            return isGitDir(dotGit, dotGit)
                    ? Optional.of(new GitLook.Inside(place(folder, SmallFiles.real(dotGit))))
                    : Optional.empty();
        }
        if (isBare(folder)) {
            Path gitDir = SmallFiles.real(folder);
            return Optional.of(new GitLook.Inside(new GitPlace(gitDir, gitDir, gitDir, GitPlace.Kind.BARE)));
        }
        return Optional.empty();
    }

    /** The folder a {@code .git} file names, which may be anywhere. */
    private GitLook linked(Path folder, Path dotGit) {
        Optional<Path> named = files.line(dotGit, MAX_LINK_BYTES)
                .filter(line -> line.startsWith(GITDIR))
                .flatMap(line ->
                        SmallFiles.path(folder, line.substring(GITDIR.length()).stripLeading()));
        if (named.isEmpty()) {
            return new GitLook.Broken(SmallFiles.real(folder), "its .git file names no repository");
        }
        Path gitDir = SmallFiles.real(named.get());
        if (!isGitDir(gitDir, commonDir(gitDir))) {
            return new GitLook.Broken(
                    SmallFiles.real(folder), "its .git file names " + gitDir + ", which is no repository");
        }
        return new GitLook.Inside(place(folder, gitDir));
    }

    private GitPlace place(Path folder, Path gitDir) {
        Path commonDir = commonDir(gitDir);
        GitPlace.Kind kind = GitPlace.Kind.MAIN;
        if (!commonDir.equals(gitDir)) {
            kind = GitPlace.Kind.LINKED;
        } else if (config(commonDir).isTrue("core.bare")) {
            kind = GitPlace.Kind.BARE;
        }
        return new GitPlace(SmallFiles.real(folder), gitDir, commonDir, kind);
    }

    /** What the file {@code commondir} names, else the folder itself. */
    Path commonDir(Path gitDir) {
        return files.line(gitDir.resolve("commondir"), MAX_LINK_BYTES)
                .flatMap(line -> SmallFiles.path(gitDir, line))
                .map(SmallFiles::real)
                .orElse(gitDir);
    }

    GitConfigText config(Path commonDir) {
        String text = files.text(commonDir.resolve("config"), MAX_CONFIG_BYTES).orElse("");
        Config known = configs.get(commonDir);
        if (known == null || !known.text().equals(text)) {
            if (configs.size() >= SmallFiles.KEPT_MAX) {
                configs.clear();
            }
            known = new Config(text, GitConfigText.parse(text));
            configs.put(commonDir, known);
        }
        return known.parsed();
    }

    private static boolean isGitDir(Path gitDir, Path commonDir) {
        return Entry.at(gitDir.resolve("HEAD")).isPresent()
                && Files.isDirectory(commonDir.resolve("objects"))
                && Files.isDirectory(commonDir.resolve("refs"));
    }

    /** A folder that is a repository itself. One that serves a tree elsewhere, as a submodule's does, says it is not bare. */
    private boolean isBare(Path folder) {
        return isGitDir(folder, folder) && config(folder).isTrue("core.bare");
    }
}
