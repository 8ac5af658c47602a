package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * What PostgreSQL's states mean for the store at {@code place}.
 *
 * <p>The states are those of the server's manual (appendix A, error codes); class 08 is the driver's when the connection is
 * gone.
 *
 * @param place the server and database, without secrets
 */
record PostgresErrors(String place) implements Errors {

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    PostgresErrors {
        requireNonNull(place, "place");
    }

    @Override
    public StoreException translate(SQLException failure) {
        Code code = failure instanceof SQLTransientConnectionException ? Code.UNREACHABLE : codeOf(stateOf(failure));
        return new StoreException(code, text(code) + " (" + failure.getMessage() + ")", failure);
    }

    @Override
    public StoreException translateAtCommit(SQLException failure) {
        StoreException known = translate(failure);
        return known.code() != Code.UNREACHABLE
                ? known
                : new StoreException(Code.UNKNOWN_OUTCOME, text(Code.UNKNOWN_OUTCOME), failure);
    }

    /** Lost to another transaction: the same work may win when it runs again. */
    static boolean lostARace(StoreException e) {
        return e.getCause() instanceof SQLException failure
                && (stateOf(failure).equals(SERIALIZATION_FAILURE)
                        || stateOf(failure).equals(DEADLOCK));
    }

    /** An idle connection turned out dead, as after a restart of the server; a fresh one may serve. */
    static boolean lostItsConnection(StoreException e) {
        return e.code() == Code.UNREACHABLE
                && e.getCause() instanceof SQLException failure
                && !(failure instanceof SQLTransientConnectionException)
                && !(failure.getCause() instanceof SocketTimeoutException);
    }

    static Code codeOf(String state) {
        return switch (state) {
            case SERIALIZATION_FAILURE, DEADLOCK, "55P03", "57014" -> Code.BUSY;
            case "53100" -> Code.FULL;
            case "25006", "42501" -> Code.READ_ONLY;
            case "53300", "57P01", "57P02", "57P03", "3D000" -> Code.UNREACHABLE;
            case "XX001", "XX002" -> Code.DAMAGED;
            default -> ofClass(state);
        };
    }

    private static Code ofClass(String state) {
        if (state.startsWith("08") || state.startsWith("28")) {
            return Code.UNREACHABLE;
        }
        return state.startsWith("23") ? Code.CONSTRAINT : Code.BROKEN;
    }

    private static String stateOf(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private String text(Code code) {
        return switch (code) {
            case BUSY -> "Others held what was needed in " + place + " for too long; try again.";
            case FULL -> "The server of " + place + " has no room left; free space on its disk.";
            case READ_ONLY -> "The user of " + place + " may not write there; grant it, or name the primary server.";
            case DAMAGED -> "The database " + place + " is damaged; its server's log says where.";
            case UNREACHABLE ->
                "The store " + place + " cannot be reached; see that the server runs and that TUTTI_STORE names a"
                        + " user who may connect.";
            case UNKNOWN_OUTCOME ->
                "The connection to " + place + " was lost while committing; it may have happened or not. Look, then"
                        + " repeat.";
            case CONSTRAINT -> "A rule of the schema was broken in " + place + "; this is a bug.";
            case REFUSED, CLOSED, OUSTED, TOO_NEW, BROKEN -> "The store " + place + " failed.";
        };
    }
}
