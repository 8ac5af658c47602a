package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.process.Programs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JVM's own notes on which classes a daemon needs (its AOT cache), with which it starts three times as fast. A build
 * makes them beside the jar; an unpacked archive has none, since they only serve the Java that made them: its first daemon
 * makes them in the home, in the background. Launchers look for both. Immutable.
 *
 * @param jar what is started
 * @param file where the notes belong that a daemon makes
 */
public record StartCache(Path jar, Path file) {

    private static final Logger LOG = System.getLogger("dev.tutti.daemon");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public StartCache {
        requireNonNull(jar, "jar");
        requireNonNull(file, "file");
    }

    /** Of a jar, for this process's Java, whose version names the file as its own file {@code release} does for the shell. */
    public static StartCache of(Path jar, Home home) {
        String name = name(jar) + "-" + System.getProperty("java.version") + ".aot";
        return new StartCache(jar, home.cache().resolve(name));
    }

    /** The file there is: the build's, else a daemon's. */
    public Optional<Path> find() {
        return Stream.of(jar.resolveSibling(name(jar) + ".aot"), file)
                .filter(Files::exists)
                .findFirst();
    }

    private static String name(Path jar) {
        return String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
    }

    /** Makes it; takes some ten seconds of a processor that nobody else wants. What goes wrong is logged, since nothing needs it. */
    public void make(Map<String, String> environment) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            removeOthers();
            Programs.Run run = new Programs().run(new Programs.Command(line(fresh), kept(environment), ""), PATIENCE);
            if (run instanceof Programs.Run.Ended ended && ended.exitCode() == 0 && Files.exists(fresh)) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                LOG.log(Level.INFO, "the next daemon starts faster: " + file + " is made");
            } else {
                LOG.log(Level.WARNING, "daemons go on starting slowly, since " + file + " could not be made: " + run);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "daemons go on starting slowly, since " + file + " could not be made", e);
        }
    }

    private List<String> line(Path fresh) {
        List<String> line = new ArrayList<>();
        Path nice = Path.of("/usr/bin/nice");
        if (Files.isExecutable(nice)) {
            line.addAll(List.of(nice.toString(), "-n", "19"));
        }
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:AOTCacheOutput=" + fresh,
                "-Dtutti.dist=" + jar.getParent(),
                "-jar",
                jar.toString(),
                "train"));
        return line;
    }

    private static Map<String, String> kept(Map<String, String> environment) {
        Map<String, String> kept = new LinkedHashMap<>(environment);
        kept.keySet().retainAll(List.of("HOME", "PATH", "TMPDIR", "LC_ALL"));
        return kept;
    }

    /** Of builds and Javas before this one. */
    private void removeOthers() throws IOException {
        try (Stream<Path> files = Files.list(requireNonNull(file.getParent(), "parent"))) {
            for (Path other : files.toList()) {
                Files.delete(other);
            }
        }
    }
}
