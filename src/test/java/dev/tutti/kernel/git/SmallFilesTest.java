package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.HandTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFilesTest {

    private final HandTicker ticker = new HandTicker();
    private final SmallFiles files = new SmallFiles(ticker);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("HEAD");
    }

    private void write(String text, Duration ago) throws IOException {
        Files.writeString(file, text);
        stamp(ago);
    }

    private void stamp(Duration ago) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(ticker.wall().minus(ago)));
    }

    @Test
    void aFileThatLooksAsBeforeIsNotReadAgain() throws IOException {
        write("one", Duration.ofMinutes(1));
        files.text(file, 100);
        FileTime stamp = Files.getLastModifiedTime(file);

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, stamp);

        assertThat(files.text(file, 100)).contains("one");
    }

    @Test
    void anotherWriteIsSeenByItsTimeOrLength() throws IOException {
        write("one", Duration.ofMinutes(1));
        files.text(file, 100);

        write("two", Duration.ofSeconds(59));
        assertThat(files.text(file, 100)).contains("two");
        write("three", Duration.ofSeconds(59));
        assertThat(files.text(file, 100)).contains("three");
    }

    @Test
    void aFileThatGitPutInPlaceOfAnotherIsSeenEvenUnderTheSameTimeAndLength() throws IOException {
        write("one", Duration.ofMinutes(1));
        files.text(file, 100);
        FileTime stamp = Files.getLastModifiedTime(file);
        Path fresh = Files.writeString(folder.resolve("HEAD.lock"), "two");
        Files.setLastModifiedTime(fresh, stamp);

        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(files.text(file, 100)).contains("two");
    }

    @Test
    void aFileWrittenJustNowIsReadEachTimeSinceASecondWriteMayLookTheSame() throws IOException {
        write("one", Duration.ofSeconds(1));
        files.text(file, 100);
        FileTime stamp = Files.getLastModifiedTime(file);

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, stamp);

        assertThat(files.text(file, 100)).contains("two");
    }

    @Test
    void aFileThatIsGoneOrTooLongHasNoText() throws IOException {
        write("one", Duration.ofMinutes(1));
        files.text(file, 100);

        assertThat(files.text(file, 2)).isEmpty();
        Files.delete(file);
        assertThat(files.text(file, 100)).isEmpty();
        assertThat(files.text(folder, 100)).isEmpty();
    }
}
