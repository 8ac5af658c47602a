package dev.tutti.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which the launcher reaches the daemon; every promise holds on each, unless a test says why it cannot. */
enum Client {
    /** The shell alone. */
    BASH,
    /** Shells that lack something, through curl. */
    CURL,
    /** The client in Java. */
    JVM;

    /** The variables that choose it. */
    Map<String, String> chosenBy() {
        return switch (this) {
            case BASH -> Map.of();
            case CURL -> Map.of("TUTTI_CLIENT", "curl");
            case JVM -> Map.of("TUTTI_CLIENT", "jvm", "TUTTI_JAVA_HOME", System.getProperty("java.home"));
        };
    }

    void assumeItIsHere() {
        assumeTrue(this != CURL || Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
    }

    /** Ends a test that is not about this client. */
    void assumeIsNot(Client other, String why) {
        assumeTrue(this != other, why);
    }

    /** A jar that has no classes of its own and names those of this build. */
    static void writeJar(Path jar) throws IOException {
        String classes = Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> entry.endsWith("classes") || entry.contains("jackson-core"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
