package dev.tutti.kernel.store;

import java.sql.SQLException;

/** Turns a driver's failure into one of ours, with a text that says what stopped it and what to do. */
interface Errors {

    StoreException translate(SQLException failure);

    /** Like {@link #translate}, for a COMMIT that failed. */
    default StoreException translateAtCommit(SQLException failure) {
        return translate(failure);
    }
}
