package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.store.Migrations.Migration;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void theIndexListsEveryFileOfTheFolder() throws IOException, URISyntaxException {
        var index = Migrations.class.getClassLoader().getResource(Migrations.FOLDER + "index");
        Path folder = Path.of(requireNonNull(index).toURI()).getParent();

        List<String> listed =
                Migrations.ofThisBuild().all().stream().map(Migration::file).toList();

        try (Stream<Path> files = Files.list(requireNonNull(folder))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void everyTextChangesTheChecksum() {
        Migration first = Migrations.parse("V1__a.sql", "-- compatible-from: 1\nA");
        Migration other = Migrations.parse("V1__a.sql", "-- compatible-from: 1\nB");

        assertThat(new Migrations(List.of(first)).checksum()).isNotEqualTo(new Migrations(List.of(other)).checksum());
    }

    @Test
    void aSchemaIsAsCompatibleAsItsLeastCompatibleStep() {
        var all = new Migrations(List.of(
                Migrations.parse("V1__a.sql", "-- compatible-from: 1\n"),
                Migrations.parse("V2__b.sql", "-- compatible-from: 2\n"),
                Migrations.parse("V3__c.sql", "-- compatible-from: 1\n")));

        assertThat(all.minCompatible()).isEqualTo(2);
        assertThat(all.version()).isEqualTo(3);
    }

    @Test
    void aFileThatBreaksTheRulesIsNamed() {
        assertThatThrownBy(() -> Migrations.parse("V1__a.sql", "CREATE TABLE a (b)"))
                .hasMessageContaining("V1__a.sql")
                .hasMessageContaining("compatible-from");
        assertThatThrownBy(() -> Migrations.parse("locks.sql", "-- compatible-from: 1\n"))
                .hasMessageContaining("locks.sql");
        assertThatThrownBy(() -> Migrations.parse("V1__a.sql", "-- compatible-from: 2\n"))
                .hasMessageContaining("1 to 1");
        assertThatThrownBy(() -> new Migrations(List.of(Migrations.parse("V2__a.sql", "-- compatible-from: 1\n"))))
                .hasMessageContaining("V2__a.sql");
    }
}
