package dev.tutti.kernel.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether disks fold case, found by looks alone and remembered for each root. Safe for use by any thread.
 *
 * <p>One answer holds for all below a root; Linux can fold case in single folders, which is not seen.
 */
final class DiskCase {

    private static final int MAX_ROOTS = 4096;
    private static final int MAX_ENTRIES = 64;

    private final Map<Path, Boolean> known = new ConcurrentHashMap<>();

    boolean folds(Path root) {
        Boolean remembered = known.get(root);
        if (remembered != null) {
            return remembered;
        }
        Optional<Boolean> seen = probe(root);
        if (known.size() >= MAX_ROOTS) {
            known.clear();
        }
        seen.ifPresent(answer -> known.put(root, answer));
        return seen.orElse(false);
    }

    /** Looks below the root first: the root itself lies in a folder that may be on another disk. */
    private static Optional<Boolean> probe(Path root) {
        Optional<Boolean> git = probeEntry(root.resolve(".git"));
        return git.isPresent() ? git : probeEntries(root).or(() -> probeEntry(root));
    }

    private static Optional<Boolean> probeEntries(Path root) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            int looked = 0;
            for (Path entry : entries) {
                Optional<Boolean> answer = probeEntry(entry);
                if (answer.isPresent() || ++looked >= MAX_ENTRIES) {
                    return answer;
                }
            }
            return Optional.empty();
        } catch (IOException | UncheckedIOException | DirectoryIteratorException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> probeEntry(Path entry) {
        Path name = entry.getFileName();
        if (name == null || !Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String other = otherCase(name.toString());
        if (other.equals(name.toString())) {
            return Optional.empty();
        }
        try {
            Path twin = entry.resolveSibling(other);
            return Optional.of(Files.exists(twin, LinkOption.NOFOLLOW_LINKS)
                    && Files.isSameFile(entry, twin)
                    && !isListed(entry, other));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** A hard link or symbolic link of that very name is the same file without any folding. */
    private static boolean isListed(Path entry, String name) throws IOException {
        Path folder = entry.toAbsolutePath().getParent();
        if (folder == null) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path sibling : entries) {
                if (sibling.endsWith(name)) {
                    return true;
                }
            }
            return false;
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** Only plain letters are turned, since every disk that folds case folds these. */
    private static String otherCase(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String turned = lower.equals(name) ? name.toUpperCase(Locale.ROOT) : lower;
        return name.chars().allMatch(c -> c < 128) ? turned : name;
    }
}
