package dev.tutti.client;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The state folder as clients write it: for the owner alone. Stateless. */
final class Folders {

    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Home home;

    Folders(Home home) {
        this.home = requireNonNull(home, "home");
    }

    Path run(String name) {
        return home.root().resolve("run", name);
    }

    /** Makes what is missing, and tells whether it is there. */
    boolean make() {
        try {
            Files.createDirectories(home.root(), FOLDER);
            Files.createDirectories(home.root().resolve("run"), FOLDER);
            Files.createDirectories(home.root().resolve("log"), FOLDER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether files can be made in them, as far as permissions tell. */
    boolean areWritable() {
        return Files.isWritable(home.root().resolve("run"))
                && Files.isWritable(home.root().resolve("log"));
    }

    /** Writes a text in one go, into what {@code options} open; a new file is the owner's alone. */
    static void write(Path file, String text, Set<? extends OpenOption> options) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** The content of a small file; empty when it cannot be read. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Whoever needs it gone looks at it again.
        }
    }
}
