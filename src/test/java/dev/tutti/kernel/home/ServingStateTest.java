package dev.tutti.kernel.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingStateTest {

    private static final String TOKEN = "ab".repeat(16);

    @TempDir
    Path folder;

    private Home home = new Home(Path.of("/none"));
    private final ServingState state = new ServingState(4_711, TOKEN, 1, 42, "20260131", 4_712);

    @BeforeEach
    void openHome() {
        home = new Home(folder);
        home.open();
    }

    @Test
    void isOneLineThatOnlyTheUserMayRead() throws IOException {
        state.write(home);

        assertThat(home.state()).hasContent("4711 " + TOKEN + " 1 42 20260131 4712\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.state())))
                .isEqualTo("rw-------");
        assertThat(ServingState.read(home)).contains(state);
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            assertThat(files).containsExactly(home.state());
        }
    }

    @Test
    void whatIsNotWholeIsAbsent() throws IOException {
        for (String text : List.of(
                "",
                "1",
                "4711 " + TOKEN + " 1 42 b 4712",
                "4711 " + TOKEN + " 1 42 b\n",
                "0 " + TOKEN + " 1 42 b 4712\n",
                "4711 " + TOKEN + " 1 42 b 0\n",
                "x y 1 2 3 4\n",
                "4711 abc 1 42 b 4712\n")) {
            Files.writeString(home.state(), text);

            assertThat(ServingState.read(home)).as(text).isEmpty();
        }
    }

    @Test
    void whatANewerDaemonAddsIsIgnored() throws IOException {
        Files.writeString(home.state(), "4711 " + TOKEN + " 1 42 20260131 4712 more\n");

        assertThat(ServingState.read(home)).contains(state);
    }

    @Test
    void isRemovedOnlyByTheDaemonItNames() {
        state.write(home);
        ServingState other = new ServingState(4_711, "cd".repeat(16), 1, 43, "20260131", 4_712);

        other.remove(home);
        assertThat(home.state()).exists();

        state.remove(home);
        assertThat(home.state()).doesNotExist();
    }

    @Test
    void itsTextHoldsNoToken() {
        assertThat(state.toString()).doesNotContain(TOKEN).contains("4711");
    }
}
