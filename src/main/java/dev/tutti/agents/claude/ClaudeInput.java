package dev.tutti.agents.claude;

import dev.tutti.agents.BackgroundTasks;
import dev.tutti.agents.HookEvent.AfterBatch;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookEvent.TurnEnded;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one hook input that matter, as they were sent; absent texts are empty. One pass fills it; all else, such
 * as whole file contents, is skipped without being built.
 */
final class ClaudeInput {

    private static final int MAX_SHORT_CHARS = 1_000;

    String session = "";
    String event = "";
    String cwd = "";
    String prompt = "";
    String promptId = "";
    String permissionMode = "";
    String agent = "";
    String agentType = "";
    String source = "";
    String title = "";
    String message = "";
    String notificationType = "";
    String trigger = "";
    String reason = "";
    String lastMessage = "";
    boolean interrupted;
    boolean stopHookActive;
    BackgroundTasks backgroundTasks = BackgroundTasks.unknown();
    ClaudeTool tool = ClaudeTool.absent();
    List<ClaudeTool> batch = List.of();

    private ClaudeInput() {}

    /** Reads the object whose start the parser stands on, to its end. */
    static ClaudeInput read(JsonParser parser) {
        ClaudeInput input = new ClaudeInput();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            input.take(name, parser);
        }
        return input;
    }

    private void take(String name, JsonParser parser) {
        switch (name) {
            case "session_id" -> session = shortText(parser);
            case "hook_event_name" -> event = shortText(parser);
            case "cwd" -> cwd = JsonTexts.path(parser);
            case "prompt" -> prompt = JsonTexts.beginning(parser, PromptSubmitted.MAX_CHARS);
            case "prompt_id" -> promptId = shortText(parser);
            case "permission_mode" -> permissionMode = shortText(parser);
            case "agent_id" -> agent = shortText(parser);
            case "agent_type" -> agentType = shortText(parser);
            case "source" -> source = shortText(parser);
            case "session_title" -> title = shortText(parser);
            case "message" -> message = shortText(parser);
            case "notification_type" -> notificationType = shortText(parser);
            case "trigger" -> trigger = shortText(parser);
            case "reason" -> reason = shortText(parser);
            case "last_assistant_message" -> lastMessage = JsonTexts.end(parser, TurnEnded.MAX_CHARS);
            case "is_interrupt" -> interrupted = JsonTexts.isTrue(parser);
            case "stop_hook_active" -> stopHookActive = JsonTexts.isTrue(parser);
            case "background_tasks" -> backgroundTasks = readBackgroundTasks(parser);
            case "tool_calls" -> batch = readBatch(parser);
            default -> tool = tool.with(name, parser);
        }
    }

    private static List<ClaudeTool> readBatch(JsonParser parser) {
        List<ClaudeTool> tools = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return tools;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT && tools.size() < AfterBatch.MAX_TOOLS) {
                tools.add(ClaudeTool.read(parser));
            } else {
                parser.skipChildren();
            }
        }
        return tools;
    }

    private static BackgroundTasks readBackgroundTasks(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return BackgroundTasks.unknown();
        }
        List<String> ids = new ArrayList<>();
        boolean known = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            BackgroundTask task = BackgroundTask.read(parser);
            boolean room = ids.size() < BackgroundTasks.MAX_IDS;
            if (room && !task.id.isEmpty()) {
                ids.add(task.id);
            }
            known &= room && task.isTellable();
        }
        return new BackgroundTasks(known, ids);
    }

    private static String shortText(JsonParser parser) {
        return JsonTexts.beginning(parser, MAX_SHORT_CHARS);
    }

    /** One entry of the list of background tasks. A sub-agent's id is its agent id; a teammate's is not. */
    private record BackgroundTask(String id, String type) {

        static BackgroundTask read(JsonParser parser) {
            String id = "";
            String type = "";
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return new BackgroundTask(id, type);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "id" -> id = shortText(parser);
                    case "type" -> type = shortText(parser);
                    default -> parser.skipChildren();
                }
            }
            return new BackgroundTask(id, type);
        }

        boolean isTellable() {
            return !id.isEmpty() && !type.contains("teammate");
        }
    }
}
