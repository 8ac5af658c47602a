package dev.tutti.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.files.SharedFiles.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskSharedFilesTest {

    private final SharedFiles files = new DiskSharedFiles();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("a/b/notes.md");
    }

    @Test
    void whatIsAppendedComesBehindWhateverIsThere() throws IOException {
        files.append(file, "one\n");
        Files.writeString(file, "two\n", StandardOpenOption.APPEND);
        files.append(file, "three\n");

        assertThat(Files.readString(file)).isEqualTo("one\ntwo\nthree\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(text()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void aFileIsOnlyMadeWhereNoneStands() throws IOException {
        Path like = folder.resolve("like");
        assertThat(files.place(file, "one\n", like)).isTrue();
        assertThat(files.place(file, "two\n", like)).isFalse();

        assertThat(text()).isEqualTo("one\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var entries = Files.list(file.getParent())) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void itGetsThePermissionsOfTheOneBefore() throws IOException {
        Path like = Files.writeString(folder.resolve("like"), "x");
        Files.setPosixFilePermissions(like, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(files.place(file, "one\n", like)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whoHasAFileOpenGoesOnWritingIntoItWhenItIsSetAside() throws IOException {
        Path aside = folder.resolve("a/b/aside");
        files.append(file, "one\n");
        Files.writeString(aside, "former\n");
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.APPEND)) {
            assertThat(files.setAside(file, aside)).isTrue();
            open.write(ByteBuffer.wrap("late\n".getBytes(UTF_8)));
        }

        assertThat(Files.readString(aside)).isEqualTo("one\nlate\n");
        assertThat(file).doesNotExist();
        assertThat(files.setAside(file, aside)).isFalse();
    }

    @Test
    void whatCannotBeHadIsSaid() throws IOException {
        assertThat(files.read(file)).isEqualTo(new Content.Absent());
        assertThat(files.read(folder)).isEqualTo(new Content.Unreadable("it is no file"));
        Path large = folder.resolve("large");
        Files.write(large, new byte[SharedFiles.MAX_BYTES + 1]);
        assertThat(files.read(large)).isEqualTo(new Content.Unreadable("it is larger than 1048576 bytes"));
        assertThatThrownBy(() -> files.append(folder, "x"))
                .isInstanceOf(FilesException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aLinkIsTheFileThatItLeadsTo() throws IOException {
        Path link = folder.resolve("link.md");
        files.append(file, "one\n");
        Files.createSymbolicLink(link, file);

        assertThat(files.real(link)).isEqualTo(file.toRealPath());
        assertThat(files.real(folder.resolve("nothing"))).isEqualTo(folder.resolve("nothing"));
    }

    private String text() {
        ByteBuffer bytes = ((Content.Present) files.read(file)).bytes();
        return UTF_8.decode(bytes).toString();
    }
}
