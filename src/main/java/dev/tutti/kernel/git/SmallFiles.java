package dev.tutti.kernel.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.path.Entry;
import dev.tutti.kernel.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the small files git keeps. Only regular files are opened, so that a pipe never blocks. A file of which the directory
 * says what it said before is not read again, unless it was written so lately that a second write could look the same. Safe
 * from any thread.
 */
final class SmallFiles {

    /** Files remembered; a working tree has four that every hook asks for. */
    static final int KEPT_MAX = 1_024;

    /** Longer texts are read each time. */
    private static final int KEPT_LENGTH_MAX = 16 * 1024;

    private final Map<Path, Kept> kept = new ConcurrentHashMap<>();
    private final Ticker ticker;

    SmallFiles(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
    }

    private record Kept(Stamp stamp, String text) {}

    /** The text of a regular file of at most {@code maxBytes}; empty when it is none, larger or unreadable. */
    Optional<String> text(Path file, int maxBytes) {
        Optional<BasicFileAttributes> seen =
                Entry.of(file).filter(BasicFileAttributes::isRegularFile).filter(entry -> entry.size() <= maxBytes);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Stamp stamp = Stamp.of(seen.get());
        Kept known = kept.get(file);
        if (known != null && known.stamp().equals(stamp)) {
            return Optional.of(known.text());
        }
        Optional<String> text = read(file, maxBytes);
        keep(file, stamp, text);
        return text;
    }

    /** The stamp is older than the text, so that a write between the two shows as another stamp. */
    private void keep(Path file, Stamp stamp, Optional<String> text) {
        if (!stamp.isSettled(ticker.wall()) || text.isEmpty() || text.get().length() > KEPT_LENGTH_MAX) {
            kept.remove(file);
            return;
        }
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        kept.put(file, new Kept(stamp, text.get()));
    }

    private static Optional<String> read(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes ? Optional.empty() : Optional.of(new String(bytes, UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The text without the line ends behind it, which is how git keeps a path or a name that may hold spaces. */
    Optional<String> line(Path file, int maxBytes) {
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
