package dev.tutti.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What of an unpacked archive is looked at: the launcher and what tells its build. Nothing of it runs. */
public final class UnpackedTutti {

    private UnpackedTutti() {}

    /** Its launcher. */
    public static Path in(Path folder, String version) {
        Path root = folder.resolve("tutti-" + version);
        try {
            Files.createDirectories(root.resolve("libexec"));
            Files.createDirectories(root.resolve("lib"));
            Files.writeString(root.resolve("libexec/slow.bash"), "");
            Files.writeString(root.resolve("lib/build-id"), "b2\n" + version + "\n");
            return Files.writeString(root.resolve("tutti"), "").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
