package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The release archive, unpacked where there is a bare JDK and no Maven, in a folder whose name holds a space. */
final class ReleaseIT {

    private static final Duration CACHE_PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        root = unpacked(folder.resolve("my programs"));
    }

    /** Permissions included, as an unzip of Linux or macOS does it. */
    private static Path unpacked(Path into) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(
                        Path.of(System.getProperty("tutti.archive")), Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            Files.createDirectories(into);
            for (Path entry : entries.skip(1).toList()) {
                Path file = into.resolve(entry.toString().substring(1));
                Files.copy(entry, file, StandardCopyOption.COPY_ATTRIBUTES);
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
            }
        }
        try (Stream<Path> unpacked = Files.list(into)) {
            return unpacked.findFirst().orElseThrow();
        }
    }

    private BuiltTutti tutti(Path installation) {
        return new BuiltTutti(installation.resolve("tutti"), folder.resolve("home"), Map.of("PATH", "/usr/bin:/bin"));
    }

    @Test
    void itRunsWithoutMavenAndTheSecondDaemonStartsFromACacheOfItsOwn() throws Exception {
        try (TemporaryRepository repository = TemporaryRepository.create();
                BuiltTutti tutti = tutti(root)) {
            tutti.up();
            String session = "{\"session_id\":\"s1\",\"cwd\":\"" + repository.root()
                    + "\",\"hook_event_name\":\"SessionStart\"," + "\"source\":\"startup\"}";
            tutti.command("hook", "claude")
                    .in(repository.root())
                    .input(session)
                    .run()
                    .orThrow();
            assertThat(tutti.command("status").in(repository.root()).run().outText())
                    .contains(": 1 instance,");

            awaitCache(tutti);
            tutti.down().orThrow();
            // The JVM ends with an error where the cache cannot be used.
            FinishedProcess up = tutti.command("up")
                    .with("TUTTI_JAVA_OPTS", "-XX:AOTMode=on")
                    .run()
                    .orThrow();

            assertThat(up.outText()).startsWith("the daemon runs ");
            assertThat(commandLine(tutti))
                    .contains("-XX:AOTCache=" + tutti.home().cache());
        }
    }

    private void awaitCache(BuiltTutti tutti) {
        String follow = "read -r line < <(\"$0\" logs --follow --grep 'starts faster' 2>&-) && [[ $line ]]";
        ProcessRun.of("/bin/bash", "-c", follow, root.resolve("tutti").toString())
                .with(tutti.environment())
                .within(CACHE_PATIENCE)
                .run()
                .orThrow();
    }

    private static String commandLine(BuiltTutti tutti) throws IOException {
        return Files.readString(Path.of("/proc/" + tutti.daemon().orElseThrow().pid() + "/cmdline"));
    }

    @Test
    void itHoldsTheDatabaseForEverySystemAndTheLicencesOfWhatItHolds() throws IOException {
        for (String library : List.of(
                "Linux/x86_64/libsqlitejdbc.so",
                "Linux/aarch64/libsqlitejdbc.so",
                "Mac/x86_64/libsqlitejdbc.dylib",
                "Mac/aarch64/libsqlitejdbc.dylib")) {
            assertThat(root.resolve("lib/native/org/sqlite/native").resolve(library))
                    .isRegularFile();
        }
        assertThat(Files.readString(root.resolve("licences/THIRD-PARTY.txt")))
                .contains("org.xerial:sqlite-jdbc", "org.postgresql:postgresql", "tools.jackson.core:jackson-databind");
        assertThat(root.resolve("LICENSE")).isRegularFile();
        assertThat(root.resolve("src")).doesNotExist();
    }

    @Test
    void itIsFoundOnThePathOnceInstalled() {
        Path programs = folder.resolve("programs");
        try (BuiltTutti tutti = tutti(root)) {
            tutti.command("install", "--dir", programs.toString()).run().orThrow();

            assertThat(called(programs, tutti).outText()).startsWith("tutti ");
            tutti.command("uninstall", "--dir", programs.toString()).run().orThrow();
            assertThat(programs).isEmptyDirectory();
        }
    }

    private FinishedProcess called(Path programs, BuiltTutti tutti) {
        return ProcessRun.of("/bin/sh", "-c", "tutti version")
                .with(tutti.environment())
                .with("PATH", programs + ":/usr/bin:/bin")
                .run()
                .orThrow();
    }

    @Test
    void aHigherReleaseTakesOverAtItsFirstCommandAndALowerOneDoesNot() throws Exception {
        Path lower = release(root, "0.9.1");
        Path higher = release(unpacked(folder.resolve("newer")), "0.10.0");
        try (BuiltTutti old = tutti(lower);
                BuiltTutti fresh = tutti(higher)) {
            old.up();
            assertThat(version(old)).isEqualTo("0.9.1");
            ProcessHandle replaced = old.daemon().orElseThrow();

            assertThat(version(fresh)).isEqualTo("0.10.0");

            replaced.onExit().get(20, TimeUnit.SECONDS);
            assertThat(version(old)).isEqualTo("0.10.0");
            assertThat(fresh.command("ps").run().outText()).contains("replaced by build r0.10.0, version 0.10.0");
        }
    }

    private static String version(BuiltTutti tutti) {
        return JsonMapper.shared()
                .readTree(tutti.command("version", "--json").run().orThrow().out())
                .get("version")
                .asString();
    }

    /** The same program under the name of a release: only its version is another. */
    private static Path release(Path root, String version) throws IOException {
        Path lib = root.resolve("lib");
        String build =
                Files.readString(lib.resolve("build-id")).lines().findFirst().orElseThrow();
        Path jar = lib.resolve("tutti-r" + version + ".jar");
        Files.move(lib.resolve("tutti-" + build + ".jar"), jar);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.write(
                    inside.getPath("dev/tutti/build.properties"),
                    ("version=" + version + "\nbuild=r" + version + "\n").getBytes(UTF_8));
        }
        Files.writeString(lib.resolve("build-id"), "r" + version + "\n" + version + "\n");
        return root;
    }
}
