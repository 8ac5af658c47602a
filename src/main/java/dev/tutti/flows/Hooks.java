package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookEvent.AfterBatch;
import dev.tutti.agents.HookEvent.AfterTool;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookEvent.ChildEnded;
import dev.tutti.agents.HookEvent.ChildStarted;
import dev.tutti.agents.HookEvent.Compacting;
import dev.tutti.agents.HookEvent.Notified;
import dev.tutti.agents.HookEvent.PermissionDenied;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookEvent.SessionEnded;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookEvent.TurnEnded;
import dev.tutti.agents.HookEvent.Unhandled;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.kernel.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers every hook event: the door's only way in. Never throws for what a store or an agent may do. */
public final class Hooks {

    private static final System.Logger LOG = System.getLogger(Hooks.class.getName());
    private static final int WARNED_MAX = 10_000;

    private final Edits edits;
    private final Shells shells;
    private final Turns turns;
    private final Sessions sessions;
    private final Guards guards;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** What is asked before an event is answered, when it cannot be, and when its answer did not arrive. */
    record Guards(TimeJumps jumps, FailClosed failClosed, LostAnswers lostAnswers) {
        Guards {
            requireNonNull(jumps, "jumps");
            requireNonNull(failClosed, "failClosed");
            requireNonNull(lostAnswers, "lostAnswers");
        }
    }

    Hooks(Edits edits, Shells shells, Turns turns, Sessions sessions, Guards guards) {
        this.edits = requireNonNull(edits, "edits");
        this.shells = requireNonNull(shells, "shells");
        this.turns = requireNonNull(turns, "turns");
        this.sessions = requireNonNull(sessions, "sessions");
        this.guards = requireNonNull(guards, "guards");
    }

    /**
     * What the agent is answered; when the store cannot answer, its call goes on, unless it is an edit that fails closed, and
     * its person is told once.
     */
    public HookReply handle(HookEvent event) {
        try {
            guards.jumps().settle();
            HookReply reply = answer(event);
            warned.remove(event.call().session().value());
            return reply;
        } catch (StoreException broken) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "no answer from the store (" + broken.code() + "): " + broken.getMessage());
            return withWarning(event, broken);
        }
    }

    /** What the agent is answered when there is no answer, or none in time, for whatever reason; asks no store. */
    public HookReply withoutAnswer(HookEvent event) {
        return guards.failClosed()
                .refusal(event, "Tutti's daemon has no answer to this call")
                .orElse(HookReply.silent());
    }

    /** An answer that {@link #handle} gave did not arrive: what it told is told again. */
    public void lost(HookEvent event, HookReply reply) {
        guards.lostAnswers().lost(event, reply);
    }

    private HookReply answer(HookEvent event) {
        return switch (event) {
            case SessionStart start -> sessions.start(start);
            case PromptSubmitted prompt -> turns.prompt(prompt);
            case BeforeTool before -> beforeTool(before);
            case AfterTool after -> afterTools(after, List.of(after.tool()));
            case AfterBatch batch -> afterTools(batch, batch.tools());
            case PermissionDenied denied -> turns.denied(denied);
            case TurnEnded ended -> turns.turnEnded(ended);
            case ChildStarted child -> turns.childStarted(child);
            case ChildEnded child -> turns.childEnded(child);
            case Notified notified -> turns.notified(notified);
            case Compacting compacting -> turns.seen(compacting.call());
            case SessionEnded ended -> sessions.end(ended);
            case Unhandled unhandled -> turns.seen(unhandled.call());
        };
    }

    private HookReply beforeTool(BeforeTool event) {
        return switch (event.tool().tool()) {
            case Tool.Edit edit -> edits.handle(event, edit);
            case Tool.Shell shell -> shells.before(event, shell);
            case Tool.Read _, Tool.Other _ -> turns.seen(event.call());
        };
    }

    private HookReply afterTools(HookEvent event, List<dev.tutti.agents.ToolCall> tools) {
        shells.after(event.call(), tools);
        return turns.toolsEnded(event.call(), tools);
    }

    private HookReply withWarning(HookEvent event, StoreException broken) {
        HookReply reply = guards.failClosed()
                .refusal(event, "Tutti's daemon cannot use its store (" + broken.code() + ")")
                .orElse(HookReply.silent());
        return isFirstWarning(event)
                ? reply.withPersonMessage("Tutti cannot use its store (" + broken.code()
                        + "), so edits are not coordinated until it can: " + broken.getMessage()
                        + " Next: tutti doctor")
                : reply;
    }

    private boolean isFirstWarning(HookEvent event) {
        if (warned.size() >= WARNED_MAX) {
            warned.clear();
        }
        return warned.add(event.call().session().value());
    }
}
