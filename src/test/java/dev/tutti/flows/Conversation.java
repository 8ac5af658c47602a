package dev.tutti.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.claude.ClaudeCodec;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Stage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What hosts send and what they get, byte for byte as at the daemon's door, written down for a reader to compare. A session is
 * called by the name it wishes, or not at all. For one thread.
 */
final class Conversation {

    private final Stage stage;
    private final GitPlace repo;
    private final String folder;
    private final ClaudeCodec codec = new ClaudeCodec();
    private final Map<String, Long> processes = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    /** @param folder what is written as /home/ann */
    Conversation(Stage stage, GitPlace repo, Path folder) {
        this.stage = stage;
        this.repo = repo;
        this.folder = folder.toString();
    }

    String starts(String name) {
        return send(name, event("SessionStart").put("source", "startup"));
    }

    String prompts(String name, String said) {
        return send(name, event("UserPromptSubmit").put("prompt", said));
    }

    void says(String name, String said) {
        assertThat(send(name, event("Stop").put("last_assistant_message", said)))
                .isEmpty();
    }

    /** A tool that is nothing to Tutti has run. */
    String uses(String name, String call) {
        ObjectNode event = event("PostToolBatch");
        ArrayNode calls = event.putArray("tool_calls");
        calls.addObject()
                .put("tool_name", "WebSearch")
                .put("tool_use_id", call)
                .put("tool_response", "ok")
                .putObject("tool_input");
        return send(name, event);
    }

    String ends(String name) {
        return send(name, event("SessionEnd").put("reason", "other"));
    }

    /** All of it so far. */
    String text() {
        return text.toString().replace(folder, "/home/ann");
    }

    private ObjectNode event(String name) {
        return JsonMapper.shared().createObjectNode().put("hook_event_name", name);
    }

    private String send(String name, ObjectNode event) {
        String session = name.isEmpty() ? "nameless" : name;
        long pid = processes.computeIfAbsent(session, _ -> 101L + processes.size());
        stage.actor(session, pid, repo);
        ObjectNode input = JsonMapper.shared().createObjectNode();
        input.put("session_id", session);
        input.put("cwd", repo.root().toString());
        input.setAll(event);
        Map<String, String> environment = new HashMap<>(Map.of("CLAUDE_PID", Long.toString(pid)));
        if (!name.isEmpty()) {
            environment.put("CLAUDE_INSTANCE", name);
        }
        HookEvent decoded =
                ((Decoded.Event) codec.decode(input.toString().getBytes(UTF_8), Caller.of(environment))).event();
        String answer = new String(codec.encode(decoded, stage.flows().hooks().handle(decoded)), UTF_8);
        text.append("> ").append(input).append('\n');
        text.append(("< " + answer).stripTrailing()).append("\n\n");
        return answer;
    }
}
