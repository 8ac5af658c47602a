package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Sessions.Opening;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Folds SQLite's write-ahead log into the file beside the writer, which would otherwise stand still for the disk in the
 * middle of some hook. It runs after every {@link #WRITES_MAX} writes, never by time.
 */
final class LogKeeper {

    /** Writes between two foldings; a write adds some 4 to 8 pages of 4 KiB. */
    static final int WRITES_MAX = 250;

    /** Pages of log (64 MiB) from which the writer is kept waiting, so that the log ends under a load without a gap. */
    static final long PAGES_MAX = 16_384;

    /** How often a folding looks again for what was written meanwhile. */
    private static final int ROUNDS_MAX = 3;

    private static final System.Logger LOG = System.getLogger(LogKeeper.class.getName());

    private final Lane lane = new Lane("tutti-store-keeper", 1);
    private final AtomicBoolean folding = new AtomicBoolean();
    private final Sessions sessions;
    private int writes;

    LogKeeper(Opening opening) {
        sessions = new Sessions(requireNonNull(opening, "opening"));
    }

    /** Tells of a committed write; on the writer's thread, which does not wait. */
    void written() {
        writes++;
        if (writes >= WRITES_MAX && folding.compareAndSet(false, true)) {
            writes = 0;
            lane.start(this::fold);
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
            folding.set(false);
        }
    }

    /** True when all of the log is in the file, so that the next write begins it anew. */
    private static boolean fold(Statements statements) throws SQLException {
        Log log = fold(statements, "PASSIVE");
        if (log.pages() > PAGES_MAX && !log.whole()) {
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
