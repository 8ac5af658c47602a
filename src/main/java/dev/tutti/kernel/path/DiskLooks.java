package dev.tutti.kernel.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at the files of this machine. Stateless, so any thread may use it. */
public final class DiskLooks implements FileLooks {

    private static final int BUFFER_BYTES = 64 * 1024;

    @Override
    public FileStamp stamp(Path file) {
        return Entry.of(file).map(DiskLooks::stamp).orElse(FileStamp.ABSENT);
    }

    private static FileStamp stamp(BasicFileAttributes seen) {
        FileStamp.Kind kind = seen.isRegularFile() ? FileStamp.Kind.FILE : FileStamp.Kind.OTHER;
        return new FileStamp(
                kind,
                seen.isRegularFile() ? seen.size() : 0,
                seen.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                Objects.toString(seen.fileKey(), ""));
    }

    @Override
    public FileLook look(Path file) {
        FileStamp stamp = stamp(file);
        return new FileLook(stamp, isHashed(stamp) ? hash(file, stamp.size(), digest("SHA-256")) : Optional.empty());
    }

    @Override
    public Optional<String> sha1(Path file) {
        FileStamp stamp = stamp(file);
        return isHashed(stamp) ? hash(file, stamp.size(), digest("SHA-1")) : Optional.empty();
    }

    private static boolean isHashed(FileStamp stamp) {
        return stamp.kind() == FileStamp.Kind.FILE && stamp.size() <= MAX_HASHED_BYTES;
    }

    /** Bounded again while reading, since a file may grow under the look. */
    private static Optional<String> hash(Path file, long size, MessageDigest digest) {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, size + 1)];
        long total = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total > MAX_HASHED_BYTES) {
                    return Optional.empty();
                }
                digest.update(buffer, 0, read);
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }
}
