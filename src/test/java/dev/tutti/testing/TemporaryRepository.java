package dev.tutti.testing;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real git repository with one commit on {@code main}, in a folder of its own, apart from the user's git configuration.
 *
 * <p>Trees added by {@link #worktree} lie beside it. Used by one thread.
 */
public final class TemporaryRepository implements AutoCloseable {

    private static @Nullable Path first;

    private final Path folder;
    private final Path root;

    private TemporaryRepository(Path folder) {
        this.folder = folder;
        this.root = folder.resolve("repo");
    }

    /** A new one in a new temporary folder, which {@link #close} removes. */
    public static TemporaryRepository create() {
        try {
            return in(Files.createTempDirectory("tutti-repo-"));
        } catch (IOException cause) {
            throw new UncheckedIOException("no temporary folder", cause);
        }
    }

    /** A new one inside an existing folder; {@link #close} removes that folder with all it holds. */
    public static TemporaryRepository in(Path folder) {
        requireNonNull(folder, "folder");
        TemporaryRepository repository = new TemporaryRepository(realPath(folder));
        repository.initialise();
        return repository;
    }

    /** The primary working tree, without symbolic links in its path. */
    public Path root() {
        return root;
    }

    /** Runs git in the primary tree and answers its output; anything but exit 0 throws. */
    public String git(String... arguments) {
        return gitIn(root, arguments);
    }

    /** Runs git in any folder, with the same environment. */
    public String gitIn(Path directory, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        return ProcessRun.of(command)
                .in(directory)
                .with(isolation())
                .run()
                .orThrow()
                .outText();
    }

    /** The variables that keep git away from the user's and the machine's configuration. */
    public Map<String, String> isolation() {
        return Map.of(
                "HOME", folder.toString(),
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_TERMINAL_PROMPT", "0");
    }

    /** Writes a file of the primary tree, with the folders it needs. */
    public Path write(String relative, String content) {
        Path file = root.resolve(relative);
        try {
            Files.createDirectories(requireNonNull(file.getParent(), "parent"));
            return Files.writeString(file, content);
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot write " + relative, cause);
        }
    }

    /** Commits everything there is in the primary tree and answers the commit's hash. */
    public String commitAll(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    /** A further working tree, on a new branch of that name. */
    public Path worktree(String name) {
        Path path = folder.resolve("tree-" + name);
        git("worktree", "add", "-q", "-b", name, path.toString());
        return path;
    }

    @Override
    public void close() {
        removeTree(folder);
    }

    /** Removes a folder and all below it; symbolic links are removed, not followed. */
    public static void removeTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot remove " + folder, cause);
        }
    }

    /** Copies the first one of this JVM: making it takes seven processes, a copy one. */
    private void initialise() {
        try {
            copyTree(first(), root);
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot make " + root, cause);
        }
        // The copies are other files than those that the index knows.
        git("update-index", "-q", "--refresh");
    }

    private static synchronized Path first() throws IOException {
        Path known = first;
        if (known == null) {
            TemporaryRepository made =
                    new TemporaryRepository(realPath(Files.createTempDirectory("tutti-repo-first-")));
            made.initialiseFirst();
            Runtime.getRuntime().addShutdownHook(new Thread(made::close));
            known = made.root();
            first = known;
        }
        return known;
    }

    private void initialiseFirst() throws IOException {
        Files.createDirectories(root);
        git("init", "-q", "-b", "main");
        git("config", "user.email", "tester@example.invalid");
        git("config", "user.name", "tester");
        git("config", "commit.gpgsign", "false");
        write("README", "read me\n");
        commitAll("start");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), COPY_ATTRIBUTES);
            }
        }
    }

    private static Path realPath(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException cause) {
            throw new UncheckedIOException("no such folder: " + folder, cause);
        }
    }
}
