package dev.tutti.kernel.home;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The serving daemon as its own doors may see and ask it. Safe for use by any thread. */
public interface Resident {

    /** Its own registry entry as of now. */
    DaemonEntry entry();

    Home home();

    /**
     * Asks it to end. Returns at once: requests in flight, the asking one included, are finished first. The first reason
     * counts.
     */
    void askToStop(StopReason reason);

    /**
     * Sends one event, which changes nothing, the whole way of a hook: through a process of that launcher, and back. Takes some
     * milliseconds, and several seconds where something is wrong.
     *
     * @param shell the variables of whoever asks
     * @return what went wrong, for people; empty when the event arrived
     */
    Optional<String> hears(Path launcher, Map<String, String> shell);
}
