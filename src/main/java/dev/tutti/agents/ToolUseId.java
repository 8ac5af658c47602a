package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The name of one tool call, the same before and after it. Unique within a session.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record ToolUseId(String value) {

    private static final String STAND_IN = "stand-in-";

    public ToolUseId {
        IdText.require(value, "tool use id");
    }

    /** The id, or empty when the text cannot be one. */
    public static Optional<ToolUseId> of(String text) {
        return IdText.fits(text) ? Optional.of(new ToolUseId(text)) : Optional.empty();
    }

    /**
     * An id for a call that its host did not name, made from what is the same before and after the call.
     *
     * <p>Two equal calls of one session get one id, which is right for locks: they touch the same files.
     *
     * @param name the tool's name
     * @param tool what it does
     */
    public static ToolUseId standIn(String name, Tool tool) {
        requireNonNull(name, "name");
        requireNonNull(tool, "tool");
        byte[] same = (name + '\n' + tool).getBytes(StandardCharsets.UTF_8);
        return new ToolUseId(STAND_IN + UUID.nameUUIDFromBytes(same));
    }

    @Override
    public String toString() {
        return value;
    }
}
