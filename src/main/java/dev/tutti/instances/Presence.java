package dev.tutti.instances;

/** How present an instance is, judged from evidence in this order: process, turn, last event. */
public enum Presence {
    /** An event lately, or a call running. */
    LIVE,
    /** Alive, its turn ended. */
    IDLE,
    /** Alive, standing still until its person answers. */
    WAITING,
    /** Alive, its turn running, but no event for longer than the limit. Loses nothing. */
    QUIET,
    /** Its process cannot be seen from here and its leases say nothing certain. */
    UNSURE,
    /** Ended, or its process is known to be dead. */
    GONE
}
