package dev.tutti.kernel.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file {@code tutti-project} in a repository's common directory: one line, the project's id. */
final class ProjectMarker {

    private static final String NAME = "tutti-project";
    private static final int MAX_BYTES = 256;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final SmallFiles files;

    ProjectMarker(SmallFiles files) {
        this.files = requireNonNull(files, "files");
    }

    Marker read(Path commonDir) {
        Path file = commonDir.resolve(NAME);
        Optional<String> id = files.text(file, MAX_BYTES)
                .map(String::strip)
                .filter(text -> ID.matcher(text).matches());
        if (id.isPresent()) {
            return new Marker.Holds(id.get());
        }
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? new Marker.Unusable(file + " is not one line with a project's id")
                : new Marker.Absent();
    }

    /** A hard link fails where the name is taken, so that of several writers exactly one wins. */
    Marker create(Path commonDir, String projectId) {
        return write(commonDir, projectId, (fresh, file) -> {
            try {
                Files.createLink(file, fresh);
            } catch (UnsupportedOperationException noLinks) {
                Files.copy(fresh, file);
            }
        });
    }

    Marker replace(Path commonDir, String expected, String projectId) {
        if (!read(commonDir).equals(new Marker.Holds(expected))) {
            return read(commonDir);
        }
        return write(commonDir, projectId, (fresh, file) -> Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE));
    }

    private interface Placing {
        void place(Path fresh, Path file) throws IOException;
    }

    private Marker write(Path commonDir, String projectId, Placing placing) {
        if (!ID.matcher(projectId).matches()) {
            throw new IllegalArgumentException("a project's id is 1 to 64 letters, digits and hyphens");
        }
        Path file = commonDir.resolve(NAME);
        try {
            Path fresh = Files.createTempFile(commonDir, NAME + "-", ".new");
            try {
                writeDurably(fresh, projectId + "\n");
                placing.place(fresh, file);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileAlreadyExistsException taken) {
            return read(commonDir);
        } catch (IOException failed) {
            return new Marker.Unusable(
                    "cannot write " + file + ": " + failed.getClass().getSimpleName());
        }
        return read(commonDir);
    }

    private static void writeDurably(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
