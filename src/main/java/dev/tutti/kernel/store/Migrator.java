package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Migrations.Migration;
import dev.tutti.kernel.store.StoreException.Code;
import java.io.Reader;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Applies migrations through Flyway. The only class that names it, so that a start with a current schema never loads it. */
final class Migrator {

    private Migrator() {}

    /**
     * Brings the database up to {@code ours}; each file is one transaction.
     *
     * @param words what stands for {@code ${long}}, {@code ${text}}, {@code ${identity}}, {@code ${strict}}
     */
    static void migrate(DataSource source, Migrations ours, Map<String, String> words) {
        Chatter.quieten();
        try {
            Flyway.configure()
                    .dataSource(source)
                    .resourceProvider(new Texts(ours))
                    .placeholders(words)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    Code.BROKEN, "The store's schema could not be brought up to date: " + e.getMessage(), e);
        }
    }

    /** Hands Flyway the texts of this build, which saves it the search for them. */
    private record Texts(Migrations ours) implements ResourceProvider {

        @Override
        public @Nullable LoadableResource getResource(String name) {
            return null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return prefix.equals("V")
                    ? ours.all().stream().<LoadableResource>map(Text::new).toList()
                    : List.of();
        }
    }

    private static final class Text extends LoadableResource {

        private final Migration migration;

        Text(Migration migration) {
            this.migration = requireNonNull(migration, "migration");
        }

        @Override
        public Reader read() {
            return new StringReader(migration.text());
        }

        @Override
        public String getAbsolutePath() {
            return Migrations.FOLDER + migration.file();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return migration.file();
        }

        @Override
        public String getRelativePath() {
            return migration.file();
        }
    }
}
