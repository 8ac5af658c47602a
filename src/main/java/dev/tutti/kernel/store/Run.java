package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.SqlTx.Ground;
import java.sql.SQLException;
import java.util.List;

/**
 * One run of work between BEGIN and COMMIT.
 *
 * @param clock what a transaction's instant is read from, given the session's statements
 */
record Run(Dialect dialect, Errors errors, Counters counters, Statements.Clock clock) {

    private static final System.Logger LOG = System.getLogger(Run.class.getName());

    Run {
        requireNonNull(dialect, "dialect");
        requireNonNull(errors, "errors");
        requireNonNull(counters, "counters");
        requireNonNull(clock, "clock");
    }

    /** Runs it once; what it throws left nothing, except {@link StoreException.Code#UNKNOWN_OUTCOME}. */
    <T> T once(Sessions sessions, Purpose purpose, Store.Work<T> work) {
        Session session = take(sessions);
        try {
            var ground = new Ground(session.statements(), dialect, clock, errors, counters);
            return within(session, purpose, new SqlTx(ground, purpose.writes()), work);
        } finally {
            sessions.give(session);
        }
    }

    private Session take(Sessions sessions) {
        try {
            return sessions.take();
        } catch (SQLException e) {
            throw errors.translate(e);
        }
    }

    private <T> T within(Session session, Purpose purpose, SqlTx tx, Store.Work<T> work) {
        T result;
        boolean committed = false;
        try {
            session.begin(purpose);
            result = work.in(tx);
            tx.end();
            commit(session, purpose);
            committed = true;
        } catch (SQLException e) {
            throw errors.translate(e);
        } finally {
            tx.abandon();
            if (!committed) {
                session.rollback();
            }
        }
        follow(tx.committed());
        return result;
    }

    private void commit(Session session, Purpose purpose) {
        try {
            session.commit();
        } catch (SQLException e) {
            throw purpose.writes() ? errors.translateAtCommit(e) : errors.translate(e);
        }
    }

    /** The transaction has happened, so nothing that follows may look like its failure. */
    private static void follow(List<Runnable> actions) {
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "an action after a commit failed", e);
            }
        }
    }
}
