package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One thing that happened in an agent's session, as its host told it.
 *
 * <p>Texts in it are foreign: bounded and well-formed, but still to be neutralised before another agent or a terminal
 * sees them.
 */
public sealed interface HookEvent {

    /** What every event carries. */
    HookCall call();

    /**
     * A session began, or goes on under this id.
     *
     * @param source how it came to be
     * @param title the session's title as one line of at most 200 characters, if it has one
     */
    record SessionStart(HookCall call, Source source, Optional<String> title) implements HookEvent {

        /** How a session came to be. */
        public enum Source {
            STARTUP,
            RESUME,
            CLEAR,
            COMPACT,
            FORK,
            OTHER
        }

        public SessionStart {
            requireNonNull(call, "call");
            requireNonNull(source, "source");
            requireNonNull(title, "title");
        }
    }

    /**
     * A prompt is about to be worked on; its turn begins.
     *
     * @param text its beginning, at most {@value #MAX_CHARS} characters
     * @param origin who wrote it
     * @param title the session's title as one line of at most 200 characters, if it has one
     */
    record PromptSubmitted(HookCall call, String text, Origin origin, Optional<String> title) implements HookEvent {

        public static final int MAX_CHARS = 4_000;

        /** Who wrote a prompt. */
        public enum Origin {
            PERSON,
            OTHER_SESSION,
            BACKGROUND_TASK
        }

        public PromptSubmitted {
            requireNonNull(call, "call");
            requireNonNull(text, "text");
            requireNonNull(origin, "origin");
            requireNonNull(title, "title");
        }
    }

    /** A tool is about to run; the only event that can be refused. */
    record BeforeTool(HookCall call, ToolCall tool) implements HookEvent {

        public BeforeTool {
            requireNonNull(call, "call");
            requireNonNull(tool, "tool");
        }
    }

    /** A tool has run. */
    record AfterTool(HookCall call, ToolCall tool, Outcome outcome) implements HookEvent {

        /** How a tool call ended. */
        public enum Outcome {
            SUCCEEDED,
            FAILED,
            INTERRUPTED
        }

        public AfterTool {
            requireNonNull(call, "call");
            requireNonNull(tool, "tool");
            requireNonNull(outcome, "outcome");
        }
    }

    /** All tools that one answer of the model called have run, or were refused. At most {@value #MAX_TOOLS} are named. */
    record AfterBatch(HookCall call, List<ToolCall> tools) implements HookEvent {

        public static final int MAX_TOOLS = 256;

        public AfterBatch {
            requireNonNull(call, "call");
            tools = List.copyOf(tools);
            if (tools.size() > MAX_TOOLS) {
                throw new IllegalArgumentException(
                        "a batch names at most " + MAX_TOOLS + " calls, got " + tools.size());
            }
        }
    }

    /** The host itself refused a call; it will not run. */
    record PermissionDenied(HookCall call, ToolCall tool) implements HookEvent {

        public PermissionDenied {
            requireNonNull(call, "call");
            requireNonNull(tool, "tool");
        }
    }

    /**
     * The turn is over.
     *
     * @param failed whether an error ended it
     * @param stopHookActive whether it was already continued once because of a hook
     * @param lastMessage the end of the agent's last answer, at most {@value #MAX_CHARS} characters
     * @param backgroundTasks what still runs
     */
    record TurnEnded(
            HookCall call, boolean failed, boolean stopHookActive, String lastMessage, BackgroundTasks backgroundTasks)
            implements HookEvent {

        public static final int MAX_CHARS = 32_000;

        public TurnEnded {
            requireNonNull(call, "call");
            requireNonNull(lastMessage, "lastMessage");
            requireNonNull(backgroundTasks, "backgroundTasks");
        }
    }

    /** A sub-agent or teammate began to work. The call's agent is the child. */
    record ChildStarted(HookCall call, AgentId child) implements HookEvent {

        public ChildStarted {
            requireNonNull(call, "call");
            requireNonNull(child, "child");
        }
    }

    /**
     * A sub-agent or teammate finished, perhaps one whose start was never told. The call's agent is the child.
     *
     * @param lastMessage the end of its last answer, at most {@link TurnEnded#MAX_CHARS} characters
     * @param backgroundTasks what still runs
     */
    record ChildEnded(HookCall call, AgentId child, String lastMessage, BackgroundTasks backgroundTasks)
            implements HookEvent {

        public ChildEnded {
            requireNonNull(call, "call");
            requireNonNull(child, "child");
            requireNonNull(lastMessage, "lastMessage");
            requireNonNull(backgroundTasks, "backgroundTasks");
        }
    }

    /**
     * The host told its person something.
     *
     * @param notice what it means
     * @param message its text as one line of at most 500 characters
     */
    record Notified(HookCall call, Notice notice, String message) implements HookEvent {

        /** What a notification means for who waits for whom. */
        public enum Notice {
            WAITS_FOR_PERMISSION,
            WAITS_FOR_PROMPT,
            WAITS_FOR_ANSWER,
            OTHER
        }

        public Notified {
            requireNonNull(call, "call");
            requireNonNull(notice, "notice");
            requireNonNull(message, "message");
        }
    }

    /** The session's context is about to be compacted. */
    record Compacting(HookCall call, Trigger trigger) implements HookEvent {

        /** Who wanted the compaction. */
        public enum Trigger {
            MANUAL,
            AUTO,
            OTHER
        }

        public Compacting {
            requireNonNull(call, "call");
            requireNonNull(trigger, "trigger");
        }
    }

    /** The session is over under this id. */
    record SessionEnded(HookCall call, Reason reason) implements HookEvent {

        /** Why a session ended. */
        public enum Reason {
            CLEAR,
            RESUME,
            LOGOUT,
            EXIT,
            OTHER
        }

        public SessionEnded {
            requireNonNull(call, "call");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * An event that means nothing to Tutti beyond that its session lives.
     *
     * @param name the host's name of it, one line of at most 64 characters
     */
    record Unhandled(HookCall call, String name) implements HookEvent {

        public Unhandled {
            requireNonNull(call, "call");
            requireNonNull(name, "name");
        }
    }
}
