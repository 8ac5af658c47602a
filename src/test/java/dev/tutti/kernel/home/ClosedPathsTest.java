package dev.tutti.kernel.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.home.ClosedPaths.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClosedPathsTest {

    @TempDir
    private Path folder;

    @Test
    void aLineHasARootAndAnExpressionInPlainAscii() {
        List<Rule> rules = List.of(
                new Rule(Optional.empty(), "^(a b\\.\u00c3\u00a9)$"),
                new Rule(Optional.of(Path.of("/w/caf\u00e9\tx\ny\\z")), "^(\n)$"));

        assertThat(ClosedPaths.text(rules)).isEqualTo("""
                *\t^(a b\\0134.\\0303\\0251)$
                /w/caf\\0303\\0251\\0011x\\0012y\\0134z\t^(\\0012)$
                """);
    }

    @Test
    void theFileIsTheUsersAloneReplacedOnlyByAnotherAndGoneWithTheLastRule() throws IOException {
        Home home = new Home(folder.resolve("home"));
        home.open();
        ClosedPaths paths = new ClosedPaths(home);
        paths.write(List.of());
        assertThat(home.closedPaths()).doesNotExist();

        paths.write(List.of(new Rule(Optional.empty(), "^(a)$")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.closedPaths())))
                .isEqualTo("rw-------");
        Files.setLastModifiedTime(home.closedPaths(), FileTime.fromMillis(0));
        paths.write(List.of(new Rule(Optional.empty(), "^(a)$")));
        assertThat(Files.getLastModifiedTime(home.closedPaths())).isEqualTo(FileTime.fromMillis(0));
        paths.write(List.of(new Rule(Optional.empty(), "^(b)$")));
        assertThat(home.closedPaths()).content().isEqualTo("*\t^(b)$\n");

        paths.write(List.of());
        assertThat(home.closedPaths()).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        ClosedPaths paths = new ClosedPaths(new Home(folder.resolve("absent")));

        assertThatThrownBy(() -> paths.write(List.of(new Rule(Optional.empty(), "^(a)$"))))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("fail-closed");
    }
}
