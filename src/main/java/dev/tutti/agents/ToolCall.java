package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

/**
 * One call of a tool.
 *
 * @param id the host's id of the call, or a stand-in that is the same before and after it
 * @param name the host's name of the tool, one line of at most 200 characters
 * @param tool what it does
 */
public record ToolCall(ToolUseId id, String name, Tool tool) {

    public ToolCall {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(tool, "tool");
    }
}
