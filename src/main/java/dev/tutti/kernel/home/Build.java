package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which program this is.
 *
 * @param version the release, such as {@code 0.1.0}, or {@code 0.2.0-SNAPSHOT} while it is being made
 * @param id what tells this build apart from every other, as the files in its {@code dist} folder are named
 */
public record Build(String version, String id) {

    public Build {
        requireNonNull(version, "version");
        requireNonNull(id, "id");
    }

    /** The running one. */
    public static Build current() {
        try (InputStream in = Build.class.getResourceAsStream("/dev/tutti/build.properties")) {
            Properties properties = new Properties();
            properties.load(requireNonNull(in, "build.properties"));
            return new Build(properties.getProperty("version", "unknown"), properties.getProperty("build", "unknown"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this is no release: such builds are all equal, since nothing orders them. */
    public boolean isDevelopment() {
        return version.endsWith("-SNAPSHOT");
    }
}
