package dev.tutti.testing.realclient;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a hook prints and exits with. */
public record HookAnswer(int exitCode, String out) {

    /** Nothing to say. */
    public static final HookAnswer NONE = new HookAnswer(0, "");

    public HookAnswer {
        requireNonNull(out, "out");
    }

    /** The call must not happen. */
    public static HookAnswer deny(String reason) {
        return specific("PreToolUse", Map.of("permissionDecision", "deny", "permissionDecisionReason", reason));
    }

    /** Something for the model to know. */
    public static HookAnswer context(String event, String context) {
        return specific(event, Map.of("additionalContext", context));
    }

    private static HookAnswer specific(String event, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("hookEventName", event);
        return new HookAnswer(0, JsonMapper.shared().writeValueAsString(Map.of("hookSpecificOutput", all)));
    }
}
