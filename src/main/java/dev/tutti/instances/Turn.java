package dev.tutti.instances;

/** What an instance is doing between two prompts of its person. */
public enum Turn {
    /** It works on a prompt, or background tasks of it still run. */
    RUNNING,
    /** It answered and has nothing running. */
    ENDED,
    /** It stands still until its person answers a question of the host. */
    WAITING,
    /** Its session was cleared; the same process is about to begin the next one. */
    CLEARED
}
