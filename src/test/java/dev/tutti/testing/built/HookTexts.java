package dev.tutti.testing.built;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The events of one session as Claude Code writes them, on one line.
 *
 * @param session the host's id of it
 * @param directory where it works
 */
public record HookTexts(String session, Path directory) {

    public HookTexts {
        requireNonNull(session, "session");
        requireNonNull(directory, "directory");
    }

    public String start() {
        return event("SessionStart", "\"source\":\"startup\"");
    }

    public String prompt(String text) {
        return event("UserPromptSubmit", "\"prompt\":\"" + text + "\"");
    }

    /** Before an edit of {@code file}. */
    public String before(Path file, String call) {
        return before(file, call, 0);
    }

    /** Before an edit that writes {@code characters} new ones. */
    public String before(Path file, String call, int characters) {
        return event(
                "PreToolUse",
                "\"tool_name\":\"Edit\",\"tool_use_id\":\"" + call + "\",\"tool_input\":{\"file_path\":\"" + file
                        + "\",\"old_string\":\"a\",\"new_string\":\"" + "code and ".repeat(characters / 9) + "b\"}");
    }

    /** After the edits of {@code file} that were asked for with these calls. */
    public String after(Path file, String... calls) {
        StringBuilder all = new StringBuilder();
        for (String call : calls) {
            all.append(all.isEmpty() ? "" : ",")
                    .append("{\"tool_name\":\"Edit\",\"tool_use_id\":\"")
                    .append(call)
                    .append("\",\"tool_input\":{\"file_path\":\"")
                    .append(file)
                    .append("\"},\"tool_response\":\"ok\"}");
        }
        return event("PostToolBatch", "\"tool_calls\":[" + all + "]");
    }

    public String turnEnded() {
        return event("Stop", "\"stop_hook_active\":false,\"last_assistant_message\":\"Done.\",\"background_tasks\":[]");
    }

    public String end() {
        return event("SessionEnd", "\"reason\":\"other\"");
    }

    private String event(String name, String rest) {
        return "{\"session_id\":\"" + session + "\",\"cwd\":\"" + directory
                + "\",\"permission_mode\":\"acceptEdits\",\"hook_event_name\":\"" + name + "\"," + rest + "}";
    }
}
