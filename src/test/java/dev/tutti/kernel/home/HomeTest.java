package dev.tutti.kernel.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    private static String modes(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isNamedByTuttiHomeOrElseStandsInTheUsersHome() {
        assertThat(Home.of(Map.of("TUTTI_HOME", "/a/b", "HOME", "/h")).root()).isEqualTo(Path.of("/a/b"));
        assertThat(Home.of(Map.of("HOME", "/h")).root()).isEqualTo(Path.of("/h/.tutti"));
        assertThat(Home.of(Map.of("TUTTI_HOME", "", "HOME", "/h")).root()).isEqualTo(Path.of("/h/.tutti"));
    }

    @Test
    void aRelativePathIsRefused() {
        assertThatThrownBy(() -> Home.of(Map.of("TUTTI_HOME", "a/b")))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("absolute");
    }

    @Test
    void isMadeForTheUserAlone() throws IOException {
        Home home = new Home(folder.resolve("a/b"));

        home.open();

        for (String path : List.of("", "run", "log", "store", "registry")) {
            assertThat(modes(home.root().resolve(path))).as(path).isEqualTo("rwx------");
        }
    }

    @Test
    void readRightsOfOthersAreTakenAway() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        new Home(folder).open();

        assertThat(modes(folder)).isEqualTo("rwx------");
    }

    @Test
    void oneThatOthersMayWriteIsRefusedAndLeftAsItIs() throws IOException {
        for (String rights : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));

            assertThatThrownBy(() -> new Home(folder).open())
                    .isInstanceOf(HomeException.class)
                    .hasMessageContaining("may be written by others")
                    .hasMessageContaining("chmod 700 " + folder);
            assertThat(modes(folder)).isEqualTo(rights);
        }
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new Home(file).open())
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void namingItMakesNothing() {
        Home home = new Home(folder.resolve("none"));

        assertThat(ServingState.read(home)).isEmpty();
        assertThat(new Registry(home).entries()).isEmpty();
        assertThat(home.exists()).isFalse();
    }
}
