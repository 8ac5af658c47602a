package dev.tutti.kernel.home;

/** Why a daemon ended. The label is the stable form in files and answers. */
public enum StopCause {
    /** A person said {@code tutti down}. */
    ASKED("asked"),
    /** Nothing asked anything for long and nobody was there. */
    IDLE("idle"),
    /** A higher release took over. */
    REPLACED("replaced"),
    /** Another daemon owns the store now. */
    OUSTED("ousted"),
    /** The home was removed, or another daemon's state file stands in it. */
    HOME_LOST("home-lost"),
    /** The operating system or the user asked the process to end. */
    SIGNAL("signal"),
    /** It never came to serve. */
    FAILED("failed-to-start"),
    /** It was killed, or the machine stopped: its successor wrote this. */
    DIED("died"),
    /** A word of a newer build that this one does not know. */
    OTHER("other");

    private final String label;

    StopCause(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static StopCause labelled(String label) {
        for (StopCause cause : values()) {
            if (cause.label.equals(label)) {
                return cause;
            }
        }
        return OTHER;
    }
}
