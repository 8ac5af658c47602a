package dev.tutti.locks;

/** What counts of a lock's holder when another wants its lock. */
enum HolderState {
    /** Its turn is running, or it has no turns: a script, a person. */
    BUSY,
    /** It lives, and its turn is over. */
    TURN_OVER,
    /** Its process is known to be dead, its session ended, or its registration lapsed. */
    GONE,
    /** It cannot be seen from here, and the daemon that vouches for it has lapsed. */
    UNVOUCHED
}
