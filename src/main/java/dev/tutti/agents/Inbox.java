package dev.tutti.agents;

import java.nio.file.Path;

/** Where a host takes a text for a session of its own that stands idle, and begins a turn with it. */
@FunctionalInterface
public interface Inbox {

    /**
     * Hands a text over without waiting for what becomes of it.
     *
     * @param inbox the session's, as its host named it
     * @return whether it was taken; hosts may drop it all the same
     */
    boolean say(Path inbox, String text);
}
