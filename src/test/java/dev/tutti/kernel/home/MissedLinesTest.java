package dev.tutti.kernel.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MissedLinesTest {

    @TempDir
    private Path folder;

    @Test
    void whereNothingWasMissedNothingIsTaken() {
        assertThat(lines().take()).isEmpty();
    }

    @Test
    void linesAreTakenOnceWhenTheyWereDealtWithAndAgainWhenNot() throws IOException {
        note("one\ntwo\n");

        assertThat(lines().take()).containsExactly("one", "two");
        note("three\n");
        assertThat(lines().take()).containsExactly("one", "two");
        lines().forget();
        assertThat(lines().take()).containsExactly("three");
        lines().forget();
        assertThat(lines().take()).isEmpty();
    }

    private MissedLines lines() {
        return new MissedLines(Home.of(Map.of("TUTTI_HOME", folder.toString())));
    }

    private void note(String text) throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/missed"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
