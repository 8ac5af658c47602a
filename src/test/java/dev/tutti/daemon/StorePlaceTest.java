package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.Sources;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.PostgresSettings;
import dev.tutti.kernel.store.SqliteSettings;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.store.Stores;
import dev.tutti.testing.CountedIds;
import dev.tutti.testing.HandTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings that error texts of a store name do what the texts say. */
final class StorePlaceTest {

    private static final Owner HERE = new Owner("machine-1", "boot-1", "daemon-1");
    private static final Owner ELSEWHERE = new Owner("machine-2", "boot-2", "daemon-2");

    @TempDir
    private Path folder;

    private Home home = new Home(Path.of("/none"));

    @BeforeEach
    void openHome() throws IOException {
        home = new Home(folder.toRealPath().resolve("home"));
        home.open();
    }

    @Test
    void withoutSettingsItIsAFileInTheHomeThatNobodyElseHad() {
        assertThat(StorePlace.of(home, read(Map.of(), ""))).isEqualTo(SqliteSettings.at(home.store()));
    }

    @Test
    void aFileOrAServerCanBeNamed() {
        assertThat(StorePlace.of(home, read(Map.of("TUTTI_STORE", "jdbc:sqlite:/srv/a b.db"), "")))
                .isEqualTo(SqliteSettings.at(Path.of("/srv/a b.db")));
        assertThat(StorePlace.of(home, read(Map.of("TUTTI_STORE", "jdbc:postgresql://db/t?user=u"), "")))
                .isEqualTo(PostgresSettings.at("jdbc:postgresql://db/t?user=u"));
        for (String wrong : List.of("jdbc:sqlite:a.db", "/srv/a.db", "jdbc:mysql://db/t", "jdbc:sqlite:/a?b")) {
            assertThat(problems(Map.of("TUTTI_STORE", wrong)))
                    .containsExactly(
                            "TUTTI_STORE: store.url must be empty (a file in the home), jdbc:sqlite:/FOLDER/FILE or"
                                    + " jdbc:postgresql://HOST/DATABASE; it is \"" + wrong + "\"");
        }
    }

    @Test
    void theStoreOfAnotherMachineIsTakenOnlyWhenTheSettingSaysSo() {
        leaveInDisorder(ELSEWHERE);
        Stores here = new Stores(HERE, new HandTicker(), new CountedIds());

        assertThatThrownBy(() -> here.open(StorePlace.of(home, read(Map.of(), ""))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "store.foreign_owner = \"take\" in config.toml (or TUTTI_STORE_FOREIGN_OWNER=take)");

        // As the text says.
        for (Configuration said : List.of(
                read(Map.of(), "store.foreign_owner = \"take\"\n"),
                read(Map.of("TUTTI_STORE_FOREIGN_OWNER", "take"), ""))) {
            try (Store taken = here.open(StorePlace.of(home, said)).store()) {
                assertThat(taken.counts().transactions()).isNotNegative();
            }
            leaveInDisorder(ELSEWHERE, StorePlace.of(home, said));
        }
    }

    @Test
    void aSyncedFolderIsUsedOnlyWhenTheSettingAllowsIt() throws IOException {
        Path file =
                Files.createDirectories(folder.toRealPath().resolve("Dropbox")).resolve("tutti.db");
        Map<String, String> there = Map.of("TUTTI_STORE", "jdbc:sqlite:" + file);
        Stores here = new Stores(HERE, new HandTicker(), new CountedIds());

        assertThatThrownBy(() -> here.open(StorePlace.of(home, read(there, ""))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "store.shared_disk = \"allow\" in config.toml (or TUTTI_STORE_SHARED_DISK=allow)");

        try (Store used = here.open(StorePlace.of(home, read(there, "store.shared_disk = \"allow\"\n")))
                .store()) {
            assertThat(file).exists();
            assertThat(used.counts().transactions()).isNotNegative();
        }
        Map<String, String> both = Map.of(
                "TUTTI_STORE",
                "jdbc:sqlite:" + file,
                "TUTTI_STORE_SHARED_DISK",
                "allow",
                "TUTTI_STORE_FOREIGN_OWNER",
                "take");
        assertThat(StorePlace.of(home, read(both, "")))
                .isEqualTo(SqliteSettings.at(file).allowingSharedDisk().takingForeign());
    }

    @Test
    void otherWordsAreRefusedWithThoseThatThereAre() {
        assertThat(problems(Map.of("TUTTI_STORE_FOREIGN_OWNER", "yes", "TUTTI_STORE_SHARED_DISK", "take")))
                .containsExactlyInAnyOrder(
                        "TUTTI_STORE_FOREIGN_OWNER: store.foreign_owner must be take, refuse; it is \"yes\"",
                        "TUTTI_STORE_SHARED_DISK: store.shared_disk must be allow, refuse; it is \"take\"");
    }

    /** They concern the whole daemon: what a project says of them is passed over. */
    @Test
    void aProjectDecidesNothingOfIt() throws IOException {
        Path project = Files.writeString(
                folder.resolve(".tutti.toml"), "store.foreign_owner = \"take\"\nstore.shared_disk = \"allow\"\n");

        Reading reading = new ConfigurationReader(Settings.ALL).read(read(Map.of(), ""), project);

        assertThat(((Reading.Whole) reading).notes()).hasSize(2);
        assertThat(StorePlace.of(home, ((Reading.Whole) reading).configuration()))
                .isEqualTo(SqliteSettings.at(home.store()));
    }

    private void leaveInDisorder(Owner owner) {
        leaveInDisorder(owner, SqliteSettings.at(home.store()));
    }

    /** The owner's machine is gone in the middle of its work: another store of the same daemon is closed without a word. */
    private void leaveInDisorder(Owner owner, dev.tutti.kernel.store.StoreSettings settings) {
        Stores stores = new Stores(owner, new HandTicker(), new CountedIds());
        Store first = stores.open(settings).store();
        stores.open(settings);
        first.close();
    }

    private Configuration read(Map<String, String> environment, String file) {
        return ((Reading.Whole) reading(environment, file)).configuration();
    }

    private List<String> problems(Map<String, String> environment) {
        return ((Reading.Refused) reading(environment, ""))
                .problems().stream().map(Object::toString).toList();
    }

    private Reading reading(Map<String, String> environment, String file) {
        try {
            Path user = Files.writeString(folder.resolve("config.toml"), file);
            return new ConfigurationReader(Settings.ALL).read(Sources.of(environment, user));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
