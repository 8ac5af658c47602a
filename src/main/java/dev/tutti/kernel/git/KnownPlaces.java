package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.path.Entry;
import dev.tutti.kernel.time.Ticker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Repositories that were looked at before. One is taken as it was seen while no entry was made, replaced or removed in its
 * folders and its configuration was not written, which is four looks at most instead of twenty; git replaces whatever it
 * changes there by renaming. Safe from any thread.
 */
final class KnownPlaces {

    private final Map<Path, Known> known = new ConcurrentHashMap<>();
    private final Ticker ticker;

    KnownPlaces(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
    }

    /** A place, and how each entry stood that it was found by. */
    private record Known(GitPlace place, Map<Path, Stamp> stamps) {}

    /** The place whose tree begins in {@code folder}, if it still is the one that was seen there. */
    Optional<GitPlace> at(Path folder) {
        Known seen = known.get(folder);
        if (seen == null) {
            return Optional.empty();
        }
        boolean same = seen.stamps().entrySet().stream()
                .allMatch(entry -> Optional.of(entry.getValue()).equals(stamp(entry.getKey())));
        if (!same) {
            known.remove(folder, seen);
        }
        return same ? Optional.of(seen.place()) : Optional.empty();
    }

    /**
     * Remembers what was just found, unless something it depends on is absent or was written so lately that it may have
     * changed during the look.
     */
    void keep(Path folder, GitPlace place) {
        Map<Path, Stamp> stamps = new LinkedHashMap<>();
        for (Path entry : List.of(
                folder.resolve(".git"),
                place.gitDir(),
                place.commonDir(),
                place.commonDir().resolve("config"))) {
            Optional<Stamp> stamp = stamp(entry).filter(seen -> seen.isSettled(ticker.wall()));
            if (stamp.isEmpty()) {
                return;
            }
            stamps.put(entry, stamp.get());
        }
        if (known.size() >= SmallFiles.KEPT_MAX) {
            known.clear();
        }
        known.put(folder, new Known(place, stamps));
    }

    private static Optional<Stamp> stamp(Path path) {
        return Entry.of(path).map(Stamp::of);
    }
}
