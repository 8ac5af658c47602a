package dev.tutti.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a client stands: who called it, in which folder, and which installation it belongs to. Immutable.
 *
 * @param environment what it was given
 * @param folder where it works, as its caller spells it
 * @param root where the installation lies: the folder of the launcher
 * @param launcher how it was called, which is what hooks are to call
 * @param java the Java that a daemon is started with
 */
record Place(Map<String, String> environment, Path folder, Home home, Path root, Path launcher, Path java) {

    Place {
        environment = Map.copyOf(environment);
        requireNonNull(folder, "folder");
        requireNonNull(home, "home");
        requireNonNull(root, "root");
        requireNonNull(launcher, "launcher");
        requireNonNull(java, "java");
    }

    /** From this process. The properties {@code tutti.*} are what the scripts know better: tutti.root, tutti.launcher, tutti.java. */
    static Place here() {
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        Path folder = folder(environment);
        environment.put("PWD", folder.toString());
        String state = environment.getOrDefault("TUTTI_HOME", "");
        Home home = state.isEmpty() ? Home.of(environment) : new Home(folder.resolve(state));
        Path root = Path.of(System.getProperty("tutti.root", rootOfJar(folder).toString()));
        String launcher = System.getProperty("tutti.launcher", "");
        return new Place(
                environment,
                folder,
                home,
                root,
                launcher.isEmpty() ? root.resolve("tutti-jvm") : folder.resolve(launcher),
                Path.of(System.getProperty("tutti.java", System.getProperty("java.home"))));
    }

    /** A shell's spelling of it, which may hold symbolic links, if it still is right. */
    private static Path folder(Map<String, String> environment) {
        Path real = Path.of(System.getProperty("user.dir"));
        try {
            Path said = Path.of(environment.getOrDefault("PWD", real.toString()));
            return said.isAbsolute() && Files.isSameFile(said, real) ? said : real;
        } catch (IOException | InvalidPathException e) {
            return real;
        }
    }

    /** The jar lies in {@code lib} of an archive or in {@code target/dist} of a checkout. */
    private static Path rootOfJar(Path folder) {
        for (String entry : System.getProperty("java.class.path", "").split(":", -1)) {
            if (entry.endsWith(".jar")) {
                Path parent = folder.resolve(entry).normalize().getParent();
                Path above = parent == null ? null : parent.getParent();
                if (parent != null && above != null) {
                    return parent.endsWith("target/dist")
                            ? Optional.ofNullable(above.getParent()).orElse(above)
                            : above;
                }
            }
        }
        return folder;
    }

    /** A variable; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The process that called. */
    static long caller() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    /** Whether a file descriptor, 0 or 1, is a terminal. */
    boolean isTerminal(int descriptor) {
        String told = System.getProperty("tutti.terminal" + descriptor, "");
        if (!told.isEmpty()) {
            return told.equals("1");
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /** The whole state line of whoever serves; empty without one. */
    String state() {
        try {
            String text = Files.readString(home.state(), ISO_8859_1);
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether a process runs; one that ended and was not looked after by its parent does not. */
    static boolean runs(long pid) {
        String stat = Folders.read(Path.of("/proc/" + pid + "/stat"));
        boolean isZombie = stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z");
        return ProcessHandle.of(pid).isPresent() && !isZombie;
    }

    /** The process in a state line; 0 when there is none. */
    static long pid(String state) {
        String[] words = state.split(" ", -1);
        try {
            return words.length > 3 ? Long.parseLong(words[3]) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
