package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The sessions of one lane: opened when needed, kept while usable. Any store thread may call it. */
final class Sessions {

    /** How a session comes to be. */
    @FunctionalInterface
    interface Opening {
        Session open() throws SQLException;
    }

    private final Opening opening;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Sessions(Opening opening) {
        this.opening = requireNonNull(opening, "opening");
    }

    Session take() throws SQLException {
        Session kept = idle.pollFirst();
        return kept == null ? opening.open() : kept;
    }

    void give(Session session) {
        if (session.usable() && !closed) {
            idle.addFirst(session);
        } else {
            session.close();
        }
    }

    /** Ends those that nobody uses; the others end when they are given back. */
    void close() {
        closed = true;
        for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            session.close();
        }
    }
}
