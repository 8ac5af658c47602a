package dev.tutti.kernel.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The right to serve a home, held from start to end by one process. The operating system frees it when the process dies,
 * however it dies. Owned by the thread that took it until it is handed on.
 */
public final class HomeLock implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, waiting while its holder does not serve: that one is still starting, or already stopping.
     *
     * @param served whether somebody serves the home now
     * @return empty when another process serves it or the deadline has passed
     */
    public static Optional<HomeLock> take(Home home, BooleanSupplier served, Deadline deadline) {
        requireNonNull(served, "served");
        while (true) {
            Optional<HomeLock> lock = tryTake(home);
            if (lock.isPresent() || served.getAsBoolean() || deadline.hasPassed()) {
                return lock;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Takes the lock if nobody holds it. */
    public static Optional<HomeLock> tryTake(Home home) {
        FileChannel channel = open(home.lock());
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new HomeLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as taken as by any other.
        } catch (IOException e) {
            closeQuietly(channel);
            throw new HomeException("cannot lock " + home.lock() + ": " + e.getMessage(), e);
        }
        closeQuietly(channel);
        return Optional.empty();
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(
                    file,
                    EnumSet.of(CREATE, WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new HomeException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the descriptor either way.
        }
    }
}
