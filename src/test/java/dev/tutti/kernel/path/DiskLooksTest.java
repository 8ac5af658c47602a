package dev.tutti.kernel.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.FakeFileLooks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLooksTest {

    private final FileLooks looks = new DiskLooks();

    @TempDir
    Path folder;

    @Test
    void theHashIsTheContentsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abc");

        assertThat(looks.look(file).sha256())
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(looks.look(file).stamp().size()).isEqualTo(3);
    }

    @Test
    void theShortHashIsTheContentsOwnToo() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abc");

        assertThat(looks.sha1(file)).contains("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(looks.sha1(folder.resolve("none"))).isEmpty();
        assertThat(looks.sha1(folder)).isEmpty();
    }

    @Test
    void aRewriteWithTheSameBytesIsNoChange() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abc");
        FileLook before = looks.look(file);

        Path fresh = Files.writeString(folder.resolve("g"), "abc");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        assertThat(looks.look(file).stamp()).isNotEqualTo(before.stamp());
        assertThat(looks.look(file).differsFrom(before)).isFalse();
    }

    @Test
    void otherBytesAreAChangeEvenWithTheSameSizeAndTime() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abc");
        FileLook before = looks.look(file);
        FileTime time = Files.getLastModifiedTime(file);

        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, time);

        assertThat(looks.look(file).differsFrom(before)).isTrue();
    }

    @Test
    void appearingAndGoingAreChanges() throws IOException {
        Path file = folder.resolve("f");
        FileLook absent = looks.look(file);
        assertThat(absent).isEqualTo(FileLook.ABSENT);

        Files.writeString(file, "");
        FileLook empty = looks.look(file);
        Files.delete(file);

        assertThat(empty.differsFrom(absent)).isTrue();
        assertThat(looks.look(file).differsFrom(empty)).isTrue();
        assertThat(looks.look(file).differsFrom(absent)).isFalse();
        assertThat(looks.look(file.resolve("below")).stamp().exists()).isFalse();
    }

    @Test
    void aLargeFileIsToldByItsStamp() throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(FileLooks.MAX_HASHED_BYTES + 1);
        }
        FileLook before = looks.look(file);

        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        assertThat(before.sha256()).isEmpty();
        assertThat(looks.look(file).differsFrom(before)).isTrue();
    }

    @Test
    void aFolderOrPipeIsNeverOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(looks.look(pipe).stamp().kind()).isEqualTo(FileStamp.Kind.OTHER);
        assertThat(looks.look(pipe).sha256()).isEmpty();
        assertThat(looks.look(folder).stamp().kind()).isEqualTo(FileStamp.Kind.OTHER);
    }

    @Test
    void aLookSurvivesBeingKeptAsText() throws IOException {
        FileLook look = looks.look(Files.writeString(folder.resolve("f"), "abc"));

        assertThat(FileLook.parse(look.text())).contains(look);
        assertThat(FileLook.parse(FileLook.ABSENT.text())).contains(FileLook.ABSENT);
        assertThat(FileLook.parse("")).isEmpty();
        assertThat(FileLook.parse("FILE x 1 - k")).isEmpty();
    }

    @Test
    void theInventedDiskBehavesTheSame() {
        FakeFileLooks fake = new FakeFileLooks();
        Path file = Path.of("/f");
        fake.write(file, "abc");
        FileLook before = fake.look(file);

        fake.write(file, "abc");
        assertThat(fake.look(file).differsFrom(before)).isFalse();
        fake.write(file, "xyz");
        assertThat(fake.look(file).differsFrom(before)).isTrue();
        fake.delete(file);
        assertThat(fake.look(file)).isEqualTo(FileLook.ABSENT);
    }
}
