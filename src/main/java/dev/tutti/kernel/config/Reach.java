package dev.tutti.kernel.config;

/** Who may set a setting, and who wins. Flags and environment always come first, the default last. */
public enum Reach {
    /** The user alone: it concerns the whole daemon, or what may run. */
    USER,
    /** Anybody; the project's file wins over the user's, since it knows the project better. */
    PROJECT,
    /** It concerns safety, and adds up: what the user and the project say is in force together, so nobody takes any of it away. */
    ADDED,
    /** It concerns safety: the user's file wins, and the project's counts only where it is stricter than the default. */
    GUARD
}
