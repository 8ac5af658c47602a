package dev.tutti.testing.realclient;

import static java.util.Objects.requireNonNull;

import dev.tutti.testing.Gate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One answer of the scripted model. */
public sealed interface Reply {

    /** Texts and tool calls, as one message; the calls of one message run in parallel where the client allows it. */
    record Said(List<Block> blocks) implements Reply {

        public Said {
            blocks = List.copyOf(blocks);
        }
    }

    /** An error of the API itself. */
    record Refused(int status, String kind, String message) implements Reply {

        public Refused {
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
        }
    }

    /** Another reply, once the test has opened a gate. */
    record Held(Gate gate, Reply reply) implements Reply {

        public Held {
            requireNonNull(gate, "gate");
            requireNonNull(reply, "reply");
        }
    }

    /** One part of a message. */
    sealed interface Block {}

    /** Words of the model. */
    record Text(String text) implements Block {

        public Text {
            requireNonNull(text, "text");
        }
    }

    /** A call of one of the client's tools. */
    record ToolUse(String name, Map<String, Object> input) implements Block {

        public ToolUse {
            requireNonNull(name, "name");
            input = Map.copyOf(input);
        }
    }

    static Reply say(Block... blocks) {
        return new Said(List.of(blocks));
    }

    static Reply say(String text) {
        return say(new Text(text));
    }

    static Reply after(Gate gate, Reply reply) {
        return new Held(gate, reply);
    }

    static Block write(Path file, String content) {
        return new ToolUse("Write", Map.of("file_path", file.toString(), "content", content));
    }

    static Block edit(Path file, String before, String after) {
        return new ToolUse("Edit", Map.of("file_path", file.toString(), "old_string", before, "new_string", after));
    }

    static Block read(Path file) {
        return new ToolUse("Read", Map.of("file_path", file.toString()));
    }

    static Block bash(String command) {
        return new ToolUse("Bash", Map.of("command", command, "description", "run a command"));
    }

    static Block bashInBackground(String command) {
        return new ToolUse("Bash", Map.of("command", command, "description", "run behind", "run_in_background", true));
    }

    /** A sub-agent the client waits for; its prompt chooses its own script. */
    static Block agent(String prompt) {
        return agent(prompt, false);
    }

    /** A sub-agent that works behind the turn; its prompt chooses its own script. */
    static Block agentInBackground(String prompt) {
        return agent(prompt, true);
    }

    private static Block agent(String prompt, boolean background) {
        return new ToolUse(
                "Agent",
                Map.of(
                        "description",
                        "do a part",
                        "subagent_type",
                        "general-purpose",
                        "run_in_background",
                        background,
                        "prompt",
                        prompt));
    }
}
