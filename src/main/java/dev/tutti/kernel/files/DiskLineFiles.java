package dev.tutti.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The machine's own files. Stateless, so any thread may use it. */
public final class DiskLineFiles implements LineFiles {

    private static final Set<OpenOption> APPENDING = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    @Override
    public long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }

    @Override
    public String tail(Path file, int bytes) {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long size = channel.size();
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(bytes, size));
            long from = size - end.capacity();
            while (end.hasRemaining() && channel.read(end, from + end.position()) > 0) {
                // As often as the disk gives a part.
            }
            return UTF_8.decode(end.flip()).toString();
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException e) {
            throw DiskFiles.failed("reading " + file, e);
        }
    }

    @Override
    public void append(Path file, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        try {
            boolean made = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            Path folder = file.toAbsolutePath().getParent();
            if (made && folder != null) {
                DiskFiles.createFolders(folder, TextFiles.Audience.USUAL);
            }
            try (FileChannel channel = FileChannel.open(file, APPENDING)) {
                if (made && folder != null) {
                    Files.setPosixFilePermissions(file, DiskFiles.usual(folder));
                }
                append(channel, bytes);
            }
        } catch (IOException e) {
            throw DiskFiles.failed("writing " + file, e);
        }
    }

    /** A disk that is full in the middle of it leaves no half of a line behind. */
    private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        long before = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    @Override
    public void cut(Path file, long bytes) {
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            channel.truncate(bytes);
        } catch (IOException e) {
            throw DiskFiles.failed("writing " + file, e);
        }
    }

    @Override
    public void rotate(Path file, Path older) {
        try {
            Files.copy(
                    file,
                    older,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw DiskFiles.failed("writing " + older, e);
        }
        cut(file, 0);
    }
}
