package dev.tutti.kernel.home;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where one user's daemon keeps everything: by default {@code ~/.tutti}.
 *
 * <p>The value only names paths; {@link #open()} makes and checks them. Safe for use by any thread.
 *
 * @param root an absolute path
 */
public record Home(Path root) {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final List<String> FOLDERS = List.of("run", "log", "store", "registry", "cache");

    public Home {
        requireNonNull(root, "root");
        if (!root.isAbsolute()) {
            throw new HomeException("TUTTI_HOME must be an absolute path, got \"" + root + "\"");
        }
        root = root.normalize();
    }

    /** The home that system property {@code tutti.home}, else {@code TUTTI_HOME}, else {@code HOME} names. */
    public static Home of(Map<String, String> environment) {
        String asked = System.getProperty("tutti.home", environment.getOrDefault("TUTTI_HOME", ""));
        if (!asked.isEmpty()) {
            return new Home(Path.of(asked));
        }
        String user = environment.getOrDefault("HOME", "");
        return new Home(Path.of(user.isEmpty() ? System.getProperty("user.home") : user, ".tutti"));
    }

    /** {@code PORT TOKEN WIRE PID BUILD} of the serving daemon. */
    public Path state() {
        return root.resolve("run", "daemon");
    }

    /** Locked by the daemon for life. Nothing else may open it: closing it anywhere in a process would drop that process's lock. */
    public Path lock() {
        return root.resolve("run", "lock");
    }

    /** Hook events that launchers met while no daemon ran, one line each. */
    public Path missed() {
        return root.resolve("run", "missed");
    }

    /** Which edits launchers refuse when no daemon answers. */
    public Path closedPaths() {
        return root.resolve("run", "fail-closed");
    }

    public Path log() {
        return root.resolve("log", "daemon.log");
    }

    public Path store() {
        return root.resolve("store", "tutti.db");
    }

    public Path registry() {
        return root.resolve("registry");
    }

    /** What can be made again. */
    public Path cache() {
        return root.resolve("cache");
    }

    /** The user's own settings; usually absent. */
    public Path configuration() {
        return root.resolve("config.toml");
    }

    /** Whether the folder is still there: a person may remove it under a running daemon. */
    public boolean exists() {
        return Files.isDirectory(root);
    }

    /**
     * Makes the missing folders, all of them for the user alone (0700), and takes read rights of others away.
     *
     * @throws HomeException when it belongs to another user, others may write it, or it cannot be made
     */
    public void open() {
        privateFolder(root);
        for (String folder : FOLDERS) {
            privateFolder(root.resolve(folder));
        }
    }

    private static void privateFolder(Path folder) {
        try {
            if (!Files.exists(folder, NOFOLLOW_LINKS)) {
                create(folder);
            }
            if (!Files.isDirectory(folder)) {
                throw new HomeException(folder + " is not a folder; move it away or set TUTTI_HOME");
            }
            refuseForeignOwner(folder);
            refuseForeignWriters(folder);
        } catch (IOException e) {
            throw new HomeException(
                    "cannot use " + folder + ": " + reason(e) + "; set TUTTI_HOME to a folder you can write", e);
        }
    }

    private static void create(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    }

    private static void refuseForeignOwner(Path folder) throws IOException {
        Optional<Object> self = processOwner();
        Object owner = Files.getAttribute(folder, "unix:uid");
        if (self.isPresent() && !self.get().equals(owner)) {
            throw new HomeException(folder + " belongs to user " + owner + ", not to you (" + self.get()
                    + "); set TUTTI_HOME to a folder of your own");
        }
    }

    /** The user id this process runs as; empty where there is no /proc, and then the modes alone must do. */
    private static Optional<Object> processOwner() {
        try {
            return Optional.of(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void refuseForeignWriters(Path folder) throws IOException {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(folder);
        if (modes.contains(PosixFilePermission.GROUP_WRITE) || modes.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new HomeException(folder + " may be written by others (" + PosixFilePermissions.toString(modes)
                    + "); look what is in it, then: chmod 700 " + folder);
        }
        if (!PRIVATE.equals(modes)) {
            Files.setPosixFilePermissions(folder, PRIVATE);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
