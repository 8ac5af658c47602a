package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What SQLite's result codes mean for the store in {@code file}.
 *
 * <p>The numbers are SQLite's primary result codes (sqlite.org/rescode.html); the driver hands out extended ones, whose low
 * byte is the primary one.
 */
record SqliteErrors(Path file) implements Errors {

    private static final int SHARED_MEMORY_FULL = 4874;

    SqliteErrors {
        requireNonNull(file, "file");
    }

    @Override
    public StoreException translate(SQLException failure) {
        Code code = codeOf(failure.getErrorCode());
        return new StoreException(code, text(code) + " (" + failure.getMessage() + ")", failure);
    }

    static Code codeOf(int resultCode) {
        if (resultCode == SHARED_MEMORY_FULL) {
            return Code.FULL;
        }
        return switch (resultCode & 0xff) {
            case 5, 6 -> Code.BUSY;
            case 8, 14, 3, 23 -> Code.READ_ONLY;
            case 11, 26 -> Code.DAMAGED;
            case 13 -> Code.FULL;
            case 19 -> Code.CONSTRAINT;
            default -> Code.BROKEN;
        };
    }

    private String text(Code code) {
        return switch (code) {
            case BUSY -> "Another process holds " + file + "; try again, or stop what else has the file open.";
            case READ_ONLY ->
                "The store " + file + " cannot be opened for writing; make the file and its folder writable.";
            case DAMAGED ->
                "The store " + file + " is damaged; restart the daemon, which keeps it aside and starts anew.";
            case FULL -> "There is no room left to write " + file + "; free space on its disk or quota.";
            case CONSTRAINT -> "A rule of the schema was broken in " + file + "; this is a bug.";
            default -> "The store " + file + " failed.";
        };
    }
}
