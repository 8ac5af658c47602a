package dev.tutti.kernel.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is renamed to {@code .1}, {@code .2} when it has grown to its bound. Every line is one write, so several
 * processes may append; only the holder of the home may {@link #mayRotate() rotate}. One thread at a time enters.
 */
final class LogFile implements AutoCloseable {

    static final long BYTES_MAX = 5L * 1024 * 1024;
    static final int FILES_MAX = 3;

    private final Path path;
    private final long bytesMax;
    private @Nullable FileChannel channel;
    private boolean rotating;
    private long bytes;
    private long lost;

    LogFile(Path path, long bytesMax) {
        this.path = requireNonNull(path, "path");
        this.bytesMax = bytesMax;
    }

    static Path older(Path path, int age) {
        return age == 0 ? path : path.resolveSibling(path.getFileName() + "." + age);
    }

    synchronized void mayRotate() {
        rotating = true;
    }

    synchronized void append(String line) {
        try {
            FileChannel out = opened();
            if (lost > 0) {
                write(out, lost + " lines before this one could not be written");
                lost = 0;
            }
            write(out, line);
        } catch (IOException e) {
            lost++;
            close();
        }
    }

    private void write(FileChannel out, String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(text);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        bytes += text.length;
    }

    private FileChannel opened() throws IOException {
        if (channel != null && rotating && bytes >= bytesMax) {
            close();
        }
        FileChannel open = channel;
        if (open == null) {
            rotateIfFull();
            open = FileChannel.open(
                    path,
                    EnumSet.of(CREATE, APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            bytes = open.size();
            channel = open;
        }
        return open;
    }

    private void rotateIfFull() throws IOException {
        if (!rotating || !Files.exists(path) || Files.size(path) < bytesMax) {
            return;
        }
        for (int age = FILES_MAX - 1; age > 0; age--) {
            if (Files.exists(older(path, age - 1))) {
                Files.move(older(path, age - 1), older(path, age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing is buffered here, so nothing is lost.
        }
        channel = null;
    }
}
