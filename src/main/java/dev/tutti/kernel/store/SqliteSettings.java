package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A store in one file.
 *
 * @param file the database; its folder is made, private to the user, when it is not there
 * @param readers threads that read beside the one that writes, 1 to {@value #READERS_MAX}
 * @param takeForeign the setting {@code store.foreign_owner = take}: take the store from another machine
 * @param allowSharedDisk the setting {@code store.shared_disk = allow}: use it on a network or synced disk
 */
public record SqliteSettings(Path file, int readers, boolean takeForeign, boolean allowSharedDisk)
        implements StoreSettings {

    public static final int READERS_MAX = 4;

    public SqliteSettings {
        requireNonNull(file, "file");
        file = file.toAbsolutePath().normalize();
        if (file.getParent() == null) {
            throw new IllegalArgumentException("the path of a store must name a file, got " + file);
        }
        if (file.toString().indexOf('?') >= 0) {
            throw new IllegalArgumentException(
                    "the path of a store must not hold a question mark, got " + file + "; set TUTTI_HOME elsewhere");
        }
        if (readers < 1 || readers > READERS_MAX) {
            throw new IllegalArgumentException("readers must be 1 to " + READERS_MAX + ", got " + readers);
        }
    }

    /** The settings that serve: nothing foreign, nothing shared. */
    public static SqliteSettings at(Path file) {
        return new SqliteSettings(file, 2, false, false);
    }

    Path folder() {
        return requireNonNull(file.getParent(), "folder");
    }

    public SqliteSettings takingForeign() {
        return new SqliteSettings(file, readers, true, allowSharedDisk);
    }

    public SqliteSettings allowingSharedDisk() {
        return new SqliteSettings(file, readers, takeForeign, true);
    }
}
