package dev.tutti.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts that are kept beside the tests and compared byte for byte.
 *
 * <p>{@code -Dtutti.golden=update} writes what the code says now; the difference is then read before it is committed.
 */
public final class Golden {

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final boolean UPDATE = "update".equals(System.getProperty("tutti.golden"));

    private Golden() {}

    /** Compares with the file of that path below the test resources. */
    public static void assertMatches(String path, String actual) {
        Path file = RESOURCES.resolve(path);
        try {
            if (UPDATE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(file).as("golden file; -Dtutti.golden=update writes it").exists();
            assertThat(actual).as(path).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a file below the test resources. */
    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(RESOURCES.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the files in a folder below the test resources, sorted. */
    public static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
