package dev.tutti.agents.claude;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.HookCall;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookEvent.AfterBatch;
import dev.tutti.agents.HookEvent.AfterTool;
import dev.tutti.agents.HookEvent.AfterTool.Outcome;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookEvent.ChildEnded;
import dev.tutti.agents.HookEvent.ChildStarted;
import dev.tutti.agents.HookEvent.Compacting;
import dev.tutti.agents.HookEvent.Compacting.Trigger;
import dev.tutti.agents.HookEvent.Notified;
import dev.tutti.agents.HookEvent.Notified.Notice;
import dev.tutti.agents.HookEvent.PermissionDenied;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookEvent.PromptSubmitted.Origin;
import dev.tutti.agents.HookEvent.SessionEnded;
import dev.tutti.agents.HookEvent.SessionEnded.Reason;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookEvent.SessionStart.Source;
import dev.tutti.agents.HookEvent.TurnEnded;
import dev.tutti.agents.HookEvent.Unhandled;
import dev.tutti.agents.SessionId;
import dev.tutti.agents.ToolCall;
import dev.tutti.kernel.text.Foreign;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What one input means.
 *
 * @param in its fields
 * @param caller what the launcher's environment said
 */
record ClaudeEvents(ClaudeInput in, Caller caller) {

    private static final int MAX_WORD_CHARS = 64;
    private static final int MAX_TITLE_CHARS = 200;
    private static final int MAX_NOTICE_CHARS = 500;

    Decoded decode() {
        Optional<SessionId> session = SessionId.of(in.session);
        if (session.isEmpty()) {
            return new Decoded.Rejected("session_id is missing or no usable text");
        }
        if (in.event.isBlank()) {
            return new Decoded.Rejected("hook_event_name is missing or no text");
        }
        String cwd = in.cwd.isEmpty() ? caller.pwd() : in.cwd;
        if (cwd.isEmpty()) {
            return new Decoded.Rejected("cwd is missing or no text");
        }
        return ClaudeTool.problemOfPath("cwd", cwd)
                .<Decoded>map(Decoded.Rejected::new)
                .orElseGet(() -> decode(call(session.get(), cwd)));
    }

    private HookCall call(SessionId session, String cwd) {
        return new HookCall(
                session,
                AgentId.of(in.agent),
                word(in.agentType),
                cwd,
                word(in.permissionMode),
                word(in.promptId),
                caller);
    }

    private Decoded decode(HookCall call) {
        return switch (in.event) {
            case "PreToolUse" -> withTool(tool -> new BeforeTool(call, tool));
            case "PostToolUse" -> withTool(tool -> new AfterTool(call, tool, Outcome.SUCCEEDED));
            case "PostToolUseFailure" -> withTool(tool -> new AfterTool(call, tool, failure()));
            case "PermissionDenied" -> withTool(tool -> new PermissionDenied(call, tool));
            case "PostToolBatch" ->
                event(new AfterBatch(
                        call, in.batch.stream().map(ClaudeTool::toCallAnyway).toList()));
            case "SessionStart" -> event(new SessionStart(call, source(), title()));
            case "UserPromptSubmit" -> event(new PromptSubmitted(call, in.prompt, origin(), title()));
            case "Stop" -> event(turnEnded(call, false));
            case "StopFailure" -> event(turnEnded(call, true));
            case "SubagentStart" -> withChild(call, ChildStarted::new);
            case "SubagentStop" -> withChild(call, (_, child) -> childEnded(call, child));
            case "Notification" -> event(new Notified(call, notice(), Foreign.line(in.message, MAX_NOTICE_CHARS)));
            case "PreCompact" -> event(new Compacting(call, trigger()));
            case "SessionEnd" -> event(new SessionEnded(call, reason()));
            default -> event(unhandled(call));
        };
    }

    private static Decoded event(HookEvent event) {
        return new Decoded.Event(event);
    }

    private Decoded withTool(Function<ToolCall, HookEvent> make) {
        return in.tool
                .problem()
                .<Decoded>map(problem -> new Decoded.Rejected(word(in.event) + ": " + problem))
                .orElseGet(() -> event(make.apply(in.tool.toCall())));
    }

    private Decoded withChild(HookCall call, BiFunction<HookCall, AgentId, HookEvent> make) {
        return event(call.agent().map(child -> make.apply(call, child)).orElseGet(() -> unhandled(call)));
    }

    private HookEvent turnEnded(HookCall call, boolean failed) {
        return new TurnEnded(call, failed, in.stopHookActive, in.lastMessage, in.backgroundTasks);
    }

    private HookEvent childEnded(HookCall call, AgentId child) {
        return new ChildEnded(call, child, in.lastMessage, in.backgroundTasks);
    }

    private HookEvent unhandled(HookCall call) {
        return new Unhandled(call, word(in.event));
    }

    private Outcome failure() {
        return in.interrupted ? Outcome.INTERRUPTED : Outcome.FAILED;
    }

    private Source source() {
        return switch (in.source) {
            case "startup" -> Source.STARTUP;
            case "resume" -> Source.RESUME;
            case "clear" -> Source.CLEAR;
            case "compact" -> Source.COMPACT;
            case "fork" -> Source.FORK;
            default -> Source.OTHER;
        };
    }

    /** The host wraps what no person typed into a tag of its own. */
    private Origin origin() {
        String text = in.prompt.stripLeading();
        if (text.startsWith("<cross-session-message") || text.startsWith("<teammate-message")) {
            return Origin.OTHER_SESSION;
        }
        return text.startsWith("<task-notification") ? Origin.BACKGROUND_TASK : Origin.PERSON;
    }

    private Notice notice() {
        return switch (in.notificationType) {
            case "permission_prompt" -> Notice.WAITS_FOR_PERMISSION;
            case "idle_prompt" -> Notice.WAITS_FOR_PROMPT;
            case "elicitation_dialog" -> Notice.WAITS_FOR_ANSWER;
            default -> Notice.OTHER;
        };
    }

    private Trigger trigger() {
        return switch (in.trigger) {
            case "manual" -> Trigger.MANUAL;
            case "auto" -> Trigger.AUTO;
            default -> Trigger.OTHER;
        };
    }

    private Reason reason() {
        return switch (in.reason) {
            case "clear" -> Reason.CLEAR;
            case "resume" -> Reason.RESUME;
            case "logout" -> Reason.LOGOUT;
            case "prompt_input_exit" -> Reason.EXIT;
            default -> Reason.OTHER;
        };
    }

    private Optional<String> title() {
        return Optional.of(Foreign.line(in.title, MAX_TITLE_CHARS)).filter(title -> !title.isEmpty());
    }

    private static String word(String text) {
        return Foreign.line(text, MAX_WORD_CHARS);
    }
}
