package dev.tutti.daemon;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.kernel.store.SqliteSettings;
import dev.tutti.kernel.store.StoreSettings;

/** Where the settings say that everything is kept, and how it may be used. */
final class StorePlace {

    private static final System.Logger LOG = System.getLogger("dev.tutti.daemon");

    private StorePlace() {}

    static StoreSettings of(Home home, Configuration configuration) {
        String url = configuration.get(Settings.STORE_URL);
        StoreSettings place = url.isEmpty() ? SqliteSettings.at(home.store()) : StoreSettings.of(url);
        return switch (place) {
            case SqliteSettings file -> allowed(file, configuration);
            case PostgresSettings server -> server;
        };
    }

    private static SqliteSettings allowed(SqliteSettings file, Configuration configuration) {
        SqliteSettings settings = file;
        if (configuration.get(Settings.STORE_SHARED_DISK).equals("allow")) {
            settings = settings.allowingSharedDisk();
        }
        if (configuration.get(Settings.STORE_FOREIGN_OWNER).equals("take")) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "store.foreign_owner = take: another machine's store would be taken; set it back once this one serves");
            settings = settings.takingForeign();
        }
        return settings;
    }
}
