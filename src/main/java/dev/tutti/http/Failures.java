package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.id.Ids;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What broke inside, written down once under an id that the client gets instead of it. Safe for any thread. */
final class Failures {

    private static final Logger LOG = System.getLogger("dev.tutti.http");

    private final Ids ids;

    Failures(Ids ids) {
        this.ids = requireNonNull(ids, "ids");
    }

    /** Logs it and answers the id to name. */
    String log(String where, Throwable failure) {
        String id = ids.hex(8);
        LOG.log(Level.ERROR, where + " failed, id " + id, failure);
        return id;
    }

    void warn(String text) {
        LOG.log(Level.WARNING, text);
    }
}
