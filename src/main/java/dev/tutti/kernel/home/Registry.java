package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last {@link #ENTRIES_MAX} daemons of a home, one JSON file each. Only the holder of the home writes; anybody reads.
 * A registry that cannot be written never keeps a daemon from serving: {@link #put} answers whether it was kept.
 */
public final class Registry {

    public static final int ENTRIES_MAX = 20;

    private final Home home;

    public Registry(Home home) {
        this.home = requireNonNull(home, "home");
    }

    /** Writes the entry, new or changed; false when the file system refused. */
    public boolean put(DaemonEntry entry) {
        try {
            WholeFile.replace(file(entry), Long.toString(entry.pid()), DaemonEntryJson.write(entry));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All readable entries, the latest start first. */
    public List<DaemonEntry> entries() {
        return files().stream()
                .flatMap(file -> read(file).stream())
                .sorted(Comparator.comparing(DaemonEntry::started).reversed().thenComparing(DaemonEntry::daemon))
                .toList();
    }

    /**
     * Says of every other daemon that never said it itself that it died, and forgets the oldest. Only for the holder of the
     * home: whoever else stands as living then cannot live any more.
     */
    public void tidy(DaemonEntry self, Instant now) {
        StopReason died = new StopReason(StopCause.DIED, "killed or lost: found dead by its successor");
        List<DaemonEntry> entries = entries();
        for (DaemonEntry entry : entries) {
            if (entry.phase() != DaemonPhase.STOPPED && !entry.daemon().equals(self.daemon())) {
                put(entry.stopped(now, entry.reason().orElse(died)));
            }
        }
        entries.stream().skip(ENTRIES_MAX).map(this::file).forEach(Registry::delete);
    }

    private Path file(DaemonEntry entry) {
        return home.registry().resolve(entry.daemon() + ".json");
    }

    private List<Path> files() {
        if (!Files.isDirectory(home.registry())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.registry())) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f-]+\\.json"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<DaemonEntry> read(Path file) {
        try {
            return DaemonEntryJson.read(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It stays until the next start tries again.
        }
    }
}
