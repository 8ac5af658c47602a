package dev.tutti.client;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a daemon is started: its command line and all of its environment, never a key and never one session's own settings.
 * Pure, but for looking at what is installed.
 */
record DaemonCommand(List<String> line, Map<String, String> environment) {

    private static final Set<String> KEPT = Set.of("HOME", "PATH", "USER", "LOGNAME", "LANG", "TMPDIR", "TZ");
    private static final Set<String> OF_A_CALL = Set.of(
            "TUTTI_HOME", "TUTTI_INSTANCE", "TUTTI_NAME", "TUTTI_ROLE", "TUTTI_ANSWER", "TUTTI_TTY", "TUTTI_LAUNCHER");

    DaemonCommand {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /**
     * What is installed.
     *
     * @param folder where the jar lies
     * @param build the id that names it
     */
    record Built(Path folder, String build) {
        Built {
            requireNonNull(folder, "folder");
            requireNonNull(build, "build");
        }

        Path jar() {
            return folder.resolve("tutti-" + build + ".jar");
        }

        /** In {@code lib} of an archive, or in {@code target/dist} of a checkout. */
        static Built of(Path root) {
            Path lib = root.resolve("lib");
            Path folder = Files.exists(lib.resolve("build-id")) ? lib : root.resolve("target/dist");
            String said = Folders.read(folder.resolve("build-id"));
            return new Built(folder, said.lines().findFirst().orElse("").strip());
        }

        boolean isThere() {
            return !build.isEmpty() && Files.exists(jar());
        }
    }

    static DaemonCommand of(Place place, Built built) {
        List<String> line = new ArrayList<>();
        session(place).ifPresent(line::add);
        line.add(place.java().resolve("bin/java").toString());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms16m",
                "-Xmx96m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
        line.add("-Dtutti.home=" + place.home().root());
        line.add("-Dtutti.dist=" + built.folder());
        cache(place, built).ifPresent(cache -> line.add("-XX:AOTCache=" + cache));
        library(built).ifPresent(library -> {
            line.add("-Dorg.sqlite.lib.path=" + library.getParent());
            line.add("-Dorg.sqlite.lib.name=" + library.getFileName());
        });
        for (String option : place.variable("TUTTI_JAVA_OPTS").split("\\s+", -1)) {
            if (!option.isEmpty()) {
                line.add(option);
            }
        }
        line.addAll(List.of("-jar", built.jar().toString(), "daemon"));
        return new DaemonCommand(line, environment(place));
    }

    /** What gives it a session of its own, or at least keeps it when the terminal closes. */
    private static Optional<String> session(Place place) {
        for (String program : List.of("setsid", "nohup")) {
            for (String folder : place.variable("PATH").split(":", -1)) {
                if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, program))) {
                    return Optional.of(folder + "/" + program);
                }
            }
        }
        return Optional.empty();
    }

    /** Beside the jar, or where it was made when that folder cannot be written. */
    private static Optional<Path> cache(Place place, Built built) {
        String name = "tutti-" + built.build() + ".aot";
        for (Path file :
                List.of(built.folder().resolve(name), place.home().root().resolve("cache", name))) {
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> library(Built built) {
        boolean isMac = System.getProperty("os.name", "").startsWith("Mac");
        String machine = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
        Path file = built.folder()
                .resolve("native/org/sqlite/native/" + (isMac ? "Mac/" : "Linux/") + machine)
                .resolve(isMac ? "libsqlitejdbc.dylib" : "libsqlitejdbc.so");
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    private static Map<String, String> environment(Place place) {
        Map<String, String> kept = new LinkedHashMap<>();
        place.environment().forEach((name, value) -> {
            boolean isSetting = name.startsWith("XDG_") || name.startsWith("TUTTI_");
            boolean isOfACall = OF_A_CALL.contains(name) || name.startsWith("TUTTI_CLIENT");
            if (KEPT.contains(name) || (isSetting && !isOfACall)) {
                kept.put(name, value);
            }
        });
        kept.put("TUTTI_HOME", place.home().root().toString());
        // File names are UTF-8, whatever the language of the one who started the daemon.
        kept.put("LC_ALL", "C.UTF-8");
        return kept;
    }
}
