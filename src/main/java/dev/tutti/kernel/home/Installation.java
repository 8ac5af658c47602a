package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Tutti as it lies on the disk: an unpacked archive, or a checkout that builds itself. Immutable.
 *
 * @param root the folder of the launchers
 * @param folder where the jar lies: {@code lib} of an archive, {@code target/dist} of a checkout
 * @param build what is built; empty in a fresh checkout
 */
public record Installation(Path root, Path folder, Optional<Build> build) {

    private static final String BUILD_ID = "build-id";

    public Installation {
        requireNonNull(root, "root");
        requireNonNull(folder, "folder");
        requireNonNull(build, "build");
    }

    /** The one in a folder. */
    public static Installation at(Path root) {
        Path lib = root.resolve("lib");
        Path folder = Files.exists(lib.resolve(BUILD_ID)) ? lib : root.resolve("target/dist");
        return new Installation(root, folder, read(folder.resolve(BUILD_ID)));
    }

    /** The one a launcher belongs to, symbolic links followed; empty when this is no launcher of a Tutti. */
    public static Optional<Installation> of(Path launcher) {
        try {
            return Optional.ofNullable(launcher.toRealPath().getParent())
                    .filter(root -> Files.exists(root.resolve("libexec/slow.bash")))
                    .map(Installation::at);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The id, and the version it belongs to. */
    private static Optional<Build> read(Path file) {
        try {
            List<String> lines =
                    Files.readString(file).lines().map(String::strip).toList();
            return lines.isEmpty() || lines.getFirst().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Build(lines.size() > 1 ? lines.get(1) : "unknown", lines.getFirst()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public boolean isCheckout() {
        return folder.endsWith("target/dist");
    }

    /** The jar, where it is built. */
    public Optional<Path> jar() {
        return build.map(known -> folder.resolve("tutti-" + known.id() + ".jar"))
                .filter(Files::exists);
    }
}
