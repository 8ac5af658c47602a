package dev.tutti.kernel.home;

import java.util.Locale;

/** Where a daemon stands in its life. */
public enum DaemonPhase {
    STARTING,
    SERVING,
    STOPPING,
    STOPPED;

    /** The stable form in files and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
