package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

/**
 * One call of a tool.
 *
 * @param id the host's id of the call, or a stand-in that is the same before and after it
 * @param name the host's name of the tool, one line of at most 200 characters
 * @param tool what it does
 * @param output the end of what a shell command printed, once it has run, at most {@value #OUTPUT_MAX} characters; else empty
 */
public record ToolCall(ToolUseId id, String name, Tool tool, String output) {

    public static final int OUTPUT_MAX = 4_000;

    public ToolCall {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(tool, "tool");
        requireNonNull(output, "output");
    }

    /** A call of which nothing is known that it printed. */
    public ToolCall(ToolUseId id, String name, Tool tool) {
        this(id, name, tool, "");
    }
}
