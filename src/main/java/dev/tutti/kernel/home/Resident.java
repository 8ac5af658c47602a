package dev.tutti.kernel.home;

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
}
