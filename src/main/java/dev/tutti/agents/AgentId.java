package dev.tutti.agents;

import java.util.Optional;

/**
 * The host's name of one sub-agent or teammate inside a session.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record AgentId(String value) {

    public AgentId {
        IdText.require(value, "agent id");
    }

    /** The id, or empty when the text cannot be one. */
    public static Optional<AgentId> of(String text) {
        return IdText.fits(text) ? Optional.of(new AgentId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
