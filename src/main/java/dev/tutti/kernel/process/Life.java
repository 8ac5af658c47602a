package dev.tutti.kernel.process;

/** What can be said of a process from here. */
public enum Life {
    /** It runs: same machine, boot, namespace, pid and start. */
    ALIVE,
    /** It is gone: its place is observable from here and it is not in it. */
    DEAD,
    /** Its place is not observable from here: another machine, boot or namespace. Never taken for dead. */
    UNKNOWN
}
