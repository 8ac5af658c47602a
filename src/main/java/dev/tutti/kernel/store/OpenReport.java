package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What opening a store met; everything in it is worth a line in the log.
 *
 * @param schema the schema's version, at least 1
 * @param migratedFrom the version it had before it was migrated, 0 for a store that was just made; empty when it was current
 * @param keptAside where the damaged file lies that stood in the store's place; the store has started anew, empty
 * @param epoch how often the store changed its owner, at least 1; 0 where it has none (PostgreSQL)
 * @param orderly whether the owner before closed it; true for a new store and on PostgreSQL
 * @param downtime how long no daemon had the store, at most: since its last write or orderly close, by the wall
 *     clock, so that it is negative when that was set back meanwhile; zero on PostgreSQL
 */
public record OpenReport(
        int schema,
        Optional<Integer> migratedFrom,
        Optional<Path> keptAside,
        long epoch,
        boolean orderly,
        Duration downtime) {

    public OpenReport {
        requireNonNull(migratedFrom, "migratedFrom");
        requireNonNull(keptAside, "keptAside");
        requireNonNull(downtime, "downtime");
    }

    OpenReport keeping(Path aside) {
        return new OpenReport(schema, migratedFrom, Optional.of(aside), epoch, orderly, downtime);
    }
}
