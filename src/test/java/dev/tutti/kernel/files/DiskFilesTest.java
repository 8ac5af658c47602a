package dev.tutti.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.files.TextFiles.Audience;
import dev.tutti.kernel.files.TextFiles.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiskFilesTest {

    @TempDir
    private Path folder;

    private final TextFiles files = new DiskFiles();

    @Test
    void readsWhatWasWrittenByteForByte() throws Exception {
        Path file = folder.resolve("a");
        byte[] bytes = "\uFEFFa\r\nb\u00e9\ud83c\udfb6\n\n".getBytes(UTF_8);
        Files.write(file, bytes);

        String text = ((FileText.Present) files.read(file)).text();
        files.replace(file, text, Audience.USUAL);

        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void missingIsAbsentAndEmptyIsPresent() throws Exception {
        Files.createFile(folder.resolve("empty"));

        assertThat(files.read(folder.resolve("none"))).isEqualTo(new FileText.Absent());
        assertThat(files.read(folder.resolve("no/folder/none"))).isEqualTo(new FileText.Absent());
        assertThat(files.read(folder.resolve("empty"))).isEqualTo(new FileText.Present(""));
    }

    @Test
    void saysWhatCannotBeReadAsText() throws Exception {
        Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xff});
        Files.write(folder.resolve("huge"), new byte[TextFiles.MAX_BYTES + 1]);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertThat(files.read(folder.resolve("latin"))).isEqualTo(new FileText.Unreadable("it is not UTF-8 text"));
        assertThat(files.read(folder.resolve("huge"))).isInstanceOf(FileText.Unreadable.class);
        assertThat(files.read(folder)).isEqualTo(new FileText.Unreadable("it is a folder"));
        assertThat(files.read(folder.resolve("link")))
                .isEqualTo(new FileText.Unreadable("it is a symbolic link to nothing"));
        assertThat(files.read(folder.resolve("latin/below"))).isInstanceOf(FileText.Unreadable.class);
    }

    @Test
    void aProgramMayBeRunByWhoeverMayReadIt() throws Exception {
        Path file = folder.resolve("bin/a");

        files.replace(file, "#!/bin/sh\n", Audience.PROGRAM);

        assertThat(files.reach(file)).isEqualTo(Reach.EXECUTABLE);
        String modes = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        assertThat(modes.charAt(3) == 'r').isEqualTo(modes.charAt(5) == 'x');
        assertThat(modes.charAt(6) == 'r').isEqualTo(modes.charAt(8) == 'x');
    }

    /** The daemon's umask is 077, and a teammate could not read what init had written. */
    @ParameterizedTest
    @CsvSource({
        "rwxr-xr-x, rwxr-xr-x, rw-r--r--",
        "rwxrwxr-x, rwxrwxr-x, rw-rw-r--",
        "rwx------, rwx------, rw-------",
        "rwxrwxrwx, rwxrwxr-x, rw-rw-r--"
    })
    void whatIsNewIsForThoseForWhomItsFolderIs(String around, String made, String text) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(around));

        files.replace(folder.resolve("a/b/settings"), "x", Audience.USUAL);
        files.replaceLightly(folder.resolve("a/registry"), "x");

        assertThat(modes("a")).isEqualTo(made);
        assertThat(modes("a/b")).isEqualTo(made);
        assertThat(modes("a/b/settings")).isEqualTo(text);
        assertThat(modes("a/registry")).isEqualTo(text);
    }

    private String modes(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void replacingLightlyLeavesTheNewTextAndNoDraft() throws Exception {
        Path file = folder.resolve("locks/a.json");

        files.replaceLightly(file, "one");
        files.replaceLightly(file, "two");

        assertThat(file).hasContent("two");
        assertThat(files.list(folder.resolve("locks"))).containsExactly(file);
    }

    @Test
    void replacingLightlyReplacesALinkAndNotWhatItLeadsTo() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        files.replaceLightly(link, "new");

        assertThat(elsewhere).hasContent("mine");
        assertThat(link).hasContent("new").isRegularFile();
    }

    @Test
    void replacingKeepsPermissionsAndLeavesNoDraft() throws Exception {
        Path file = Files.createFile(folder.resolve("a"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        files.replace(file, "new", Audience.USUAL);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(files.list(folder)).containsExactly(file);
    }

    @Test
    void replacingWritesThroughASymbolicLink() throws Exception {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        files.replace(link, "new", Audience.USUAL);

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void createsFoldersForTheOwnerAloneWhenAsked() throws Exception {
        Path file = folder.resolve("x/y/z");

        files.replace(file, "text", Audience.OWNER);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("x"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesToReplaceOrDeleteAFolder() {
        assertThatThrownBy(() -> files.replace(folder, "text", Audience.USUAL))
                .isInstanceOfSatisfying(
                        FilesException.class, e -> assertThat(e.code()).isEqualTo(FilesException.Code.NOT_A_FILE));
        assertThatThrownBy(() -> files.delete(folder)).isInstanceOf(FilesException.class);
        assertThat(folder).isDirectory();
    }

    @Test
    void refusesWhatCouldNotBeReadAgain() {
        assertThatThrownBy(
                        () -> files.replace(folder.resolve("a"), "x".repeat(TextFiles.MAX_BYTES + 1), Audience.USUAL))
                .isInstanceOfSatisfying(
                        FilesException.class, e -> assertThat(e.code()).isEqualTo(FilesException.Code.TOO_LARGE));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void deletesFilesAndOnlyEmptyFolders() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = Files.createFile(inner.resolve("a"));

        assertThat(files.deleteFolderIfEmpty(inner)).isFalse();
        files.delete(file);
        files.delete(file);
        assertThat(files.deleteFolderIfEmpty(inner)).isTrue();
        assertThat(files.deleteFolderIfEmpty(inner)).isFalse();
    }

    @Test
    void tellsWhatStandsAtAPath() throws Exception {
        Path file = Files.createFile(folder.resolve("a"));
        Path program = Files.createFile(
                folder.resolve("b"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(files.reach(folder.resolve("none"))).isEqualTo(Reach.MISSING);
        assertThat(files.reach(folder)).isEqualTo(Reach.NOT_A_FILE);
        assertThat(files.reach(file)).isEqualTo(Reach.FILE);
        assertThat(files.reach(program)).isEqualTo(Reach.EXECUTABLE);
    }
}
