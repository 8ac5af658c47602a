package dev.tutti.agents;

import java.util.Optional;

/**
 * The host's name of one session. It survives resume and compaction; clearing makes a new one.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record SessionId(String value) {

    public SessionId {
        IdText.require(value, "session id");
    }

    /** The id, or empty when the text cannot be one. */
    public static Optional<SessionId> of(String text) {
        return IdText.fits(text) ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
