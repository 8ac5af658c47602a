package dev.tutti.kernel.store;

import java.time.Instant;
import java.util.Optional;

/** The current row of a result, columns by name. A null in a column read without {@code optional} is a bug and throws. */
public interface Row {

    String text(String column);

    long number(String column);

    boolean flag(String column);

    /** A column of epoch milliseconds. */
    Instant instant(String column);

    Optional<String> optionalText(String column);

    Optional<Long> optionalNumber(String column);

    Optional<Instant> optionalInstant(String column);
}
