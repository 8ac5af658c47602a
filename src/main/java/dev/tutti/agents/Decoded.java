package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

/** What became of the bytes a host sent. */
public sealed interface Decoded {

    /** They are an event. */
    record Event(HookEvent event) implements Decoded {

        public Event {
            requireNonNull(event, "event");
        }
    }

    /**
     * They are not. The host gets no answer, so that its agent goes on.
     *
     * @param why one line for the log, at most 300 characters, without the host's secrets or long values
     */
    record Rejected(String why) implements Decoded {

        public Rejected {
            requireNonNull(why, "why");
        }
    }
}
