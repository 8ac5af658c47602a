package dev.tutti.daemon;

import dev.tutti.http.HookDoor;
import dev.tutti.http.VerbDoor;

/** Everything behind the doors, wired and open: the store, the rooms, the flows. Safe for any thread. */
public interface Ensemble extends AutoCloseable {

    HookDoor hooks();

    VerbDoor verbs();

    /** How many instances are known to live; asked seldom, and only when nothing else happens. */
    int liveInstances();

    /** Closes the store and whatever runs on its own. Called once, when no request is in flight or the grace is over. */
    @Override
    void close();
}
