package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Sessions.Opening;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Folds SQLite's write-ahead log into the file beside the writer, which would otherwise stand still for the disk in the
 * middle of some hook. It runs after every {@link #WRITES_MAX} writes or {@link #BYTES_STEP} bytes of log, never by time. The
 * writer tells of its writes on one thread at a time.
 */
final class LogKeeper {

    /** Small writes between two foldings; each adds some 4 to 8 pages of 4 KiB. */
    static final int WRITES_MAX = 250;

    /** How far the log grows between two foldings, and what of it stays on the disk once it was folded in whole. */
    static final long BYTES_STEP = 8L << 20;

    /** The log from which the writer waits for a folding, so that it ends also under a load without a gap. */
    static final long BYTES_MAX = 64L << 20;

    /** How long the writer waits for one; a hook has 2 s in all. */
    private static final long WAIT_MILLIS_MAX = 1_000;

    private static final long PAGE_BYTES = 4_096;

    /** How often a folding looks again for what was written meanwhile. */
    private static final int ROUNDS_MAX = 3;

    private static final System.Logger LOG = System.getLogger(LogKeeper.class.getName());

    private final Lane lane = new Lane("tutti-store-keeper", 1);
    private final Semaphore idle = new Semaphore(1);
    private final Sessions sessions;
    private final File log;
    private int writes;
    private long foldedAt;

    /** @param file the store's, beside which the log lies */
    LogKeeper(Opening opening, Path file) {
        sessions = new Sessions(requireNonNull(opening, "opening"));
        log = new File(file + "-wal");
    }

    /** Tells of a committed write; on the writer's thread, which waits only where the log has grown beyond all measure. */
    void written() {
        writes++;
        long bytes = log.length();
        foldedAt = Math.min(foldedAt, bytes);
        boolean grown = bytes - foldedAt >= BYTES_STEP;
        if (!grown && writes < WRITES_MAX) {
            return;
        }
        boolean full = bytes > BYTES_MAX;
        if (full ? awaitIdle() : idle.tryAcquire()) {
            writes = 0;
            foldedAt = bytes;
            lane.start(this::fold);
            if (full && awaitIdle()) {
                idle.release();
            }
        }
    }

    private boolean awaitIdle() {
        try {
            return idle.tryAcquire(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void close() {
        lane.close();
        sessions.close();
    }

    private void fold() {
        try {
            Session session = sessions.take();
            try {
                boolean whole = false;
                for (int round = 0; round < ROUNDS_MAX && !whole; round++) {
                    whole = fold(session.statements());
                }
            } finally {
                sessions.give(session);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "the log was not folded in; the next writes try again", e);
        } finally {
            idle.release();
        }
    }

    /** True when all of the log is in the file, so that the next write begins it anew. */
    private static boolean fold(Statements statements) throws SQLException {
        Log log = fold(statements, "PASSIVE");
        if (log.pages() * PAGE_BYTES > BYTES_MAX && !log.whole()) {
            log = fold(statements, "RESTART");
        }
        return log.whole();
    }

    private record Log(long pages, long folded) {
        boolean whole() {
            return folded == pages;
        }
    }

    private static Log fold(Statements statements, String how) throws SQLException {
        String sql = "PRAGMA wal_checkpoint(" + how + ")";
        var statement = statements.take(sql);
        try (var result = statement.executeQuery()) {
            result.next();
            return new Log(result.getLong("log"), result.getLong("checkpointed"));
        } finally {
            statements.give(sql, statement);
        }
    }
}
