package dev.tutti.kernel.store;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The libraries' talk of their own, which would fill the daemon's log; what matters of it reaches the store's callers. */
final class Chatter {

    /** Held, since the logging system forgets the level of a logger that nobody holds. */
    private static final List<Logger> TALKERS =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("com.zaxxer.hikari"));

    private Chatter() {}

    static void quieten() {
        TALKERS.forEach(talker -> talker.setLevel(Level.SEVERE));
    }
}
