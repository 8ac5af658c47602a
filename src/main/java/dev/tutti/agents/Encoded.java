package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

/**
 * A reply in a host's form.
 *
 * @param bytes exactly what the host gets; empty for nothing to say
 * @param event the host's name of the event
 * @param characters UTF-16 characters of the text in it that the agent's model reads
 */
public record Encoded(byte[] bytes, String event, int characters) {

    public Encoded {
        requireNonNull(bytes, "bytes");
        requireNonNull(event, "event");
    }
}
