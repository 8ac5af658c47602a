package dev.tutti.kernel.store;

import java.sql.SQLException;

/** One connection with its statements, used by one store thread at a time. */
interface Session extends AutoCloseable {

    Statements statements();

    void begin(Purpose purpose) throws SQLException;

    void commit() throws SQLException;

    /** Undoes what was begun; never throws, a session that cannot do it is not {@link #usable} any more. */
    void rollback();

    /** Whether another transaction may follow on it. */
    boolean usable();

    /** Ends it; never throws. */
    @Override
    void close();
}
