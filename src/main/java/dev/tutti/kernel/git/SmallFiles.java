package dev.tutti.kernel.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the small files git keeps. Only regular files are opened, so that a pipe never blocks. */
final class SmallFiles {

    private SmallFiles() {}

    /** The text of a regular file of at most {@code maxBytes}; empty when it is none, larger or unreadable. */
    static Optional<String> text(Path file, int maxBytes) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes ? Optional.empty() : Optional.of(new String(bytes, UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The text without the line ends behind it, which is how git keeps a path or a name that may hold spaces. */
    static Optional<String> line(Path file, int maxBytes) {
        return text(file, maxBytes).map(SmallFiles::withoutLineEnd);
    }

    /** A path that a file in {@code base} names, absolute or relative to that folder. */
    static Optional<Path> path(Path base, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text));
        } catch (InvalidPathException odd) {
            return Optional.empty();
        }
    }

    /** The path with its links resolved, or made plain by its text alone where it does not exist. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static String withoutLineEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
