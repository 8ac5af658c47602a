package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

/** What came of a start. */
public sealed interface StartOutcome {

    /** It serves; whoever started it waits for its end. */
    record Serves(Daemon daemon) implements StartOutcome {
        public Serves {
            requireNonNull(daemon, "daemon");
        }
    }

    /** Another process holds the home: nothing to do. */
    record ServedElsewhere() implements StartOutcome {}

    /** It cannot serve; the home is free again. */
    record Failed(String text) implements StartOutcome {
        public Failed {
            requireNonNull(text, "text");
        }
    }
}
