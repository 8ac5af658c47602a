package dev.tutti.client;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.StartCache;
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

    /** @param jar of the installation that it is to run from */
    static DaemonCommand of(Place place, Path jar) {
        Path folder = requireNonNull(jar.getParent(), "folder");
        List<String> line = new ArrayList<>();
        session(place).ifPresent(line::add);
        line.add(place.java().resolve("bin/java").toString());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:Tier0InvokeNotifyFreqLog=2",
                "-XX:Tier3InvocationThreshold=8",
                "-XX:Tier3MinInvocationThreshold=4",
                "-XX:Tier3CompileThreshold=40",
                "-Xms16m",
                "-Xmx96m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
        line.add("-Dtutti.home=" + place.home().root());
        line.add("-Dtutti.dist=" + folder);
        StartCache.of(jar, place.home()).find().ifPresent(cache -> line.add("-XX:AOTCache=" + cache));
        library(folder).ifPresent(library -> {
            line.add("-Dorg.sqlite.lib.path=" + library.getParent());
            line.add("-Dorg.sqlite.lib.name=" + library.getFileName());
        });
        for (String option : place.variable("TUTTI_JAVA_OPTS").split("\\s+", -1)) {
            if (!option.isEmpty()) {
                line.add(option);
            }
        }
        line.addAll(List.of("-jar", jar.toString(), "daemon"));
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

    private static Optional<Path> library(Path folder) {
        boolean isMac = System.getProperty("os.name", "").startsWith("Mac");
        String machine = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
        Path file = folder.resolve("native/org/sqlite/native/" + (isMac ? "Mac/" : "Linux/") + machine)
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
        // Without these the C library gives memory back after every transaction and takes it again with the next.
        kept.put("MALLOC_TRIM_THRESHOLD_", "1048576");
        kept.put("MALLOC_ARENA_MAX", "2");
        return kept;
    }
}
