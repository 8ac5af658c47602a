package dev.tutti.agents.claude;

import dev.tutti.agents.Encoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import dev.tutti.kernel.text.Budget;
import dev.tutti.kernel.text.Foreign;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Replies in the host's form.
 *
 * <p>The host puts a context of over 10,000 characters into a file and shows the model its path; answers stay below that
 * as a whole, so that no text added around them crosses it.
 */
final class ClaudeAnswers {

    /** Most UTF-16 characters of a whole answer. */
    static final int MAX_ANSWER_CHARS = 9_499;

    private static final int MAX_REASON_CHARS = 2_000;
    private static final int MAX_PERSON_CHARS = 500;
    private static final String DENY = "deny";
    private static final byte[] NOTHING = {};

    private final JsonFactory json;

    ClaudeAnswers(JsonFactory json) {
        this.json = json;
    }

    Encoded encode(HookEvent event, HookReply reply) {
        Form form = form(event);
        Answer answer = answer(reply).asFarAs(form.takes);
        if (answer.isEmpty()) {
            return new Encoded(NOTHING, form.name, 0);
        }
        int frame = write(form, answer, "").length();
        Budget budget = new Budget(MAX_ANSWER_CHARS - frame, ClaudeAnswers::quotedLength);
        answer.lines.forEach(budget::add);
        String context = answer.lines.isEmpty() ? "" : budget.text();
        return new Encoded(
                write(form, answer, context).getBytes(StandardCharsets.UTF_8),
                form.name,
                answer.reasonForModel() + context.length());
    }

    private String write(Form form, Answer answer, String context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(ObjectWriteContext.empty(), out)) {
            to.writeStartObject();
            answer.person.ifPresent(message -> to.writeStringProperty("systemMessage", message));
            if (answer.decision.isPresent() || !answer.lines.isEmpty()) {
                to.writeObjectPropertyStart("hookSpecificOutput");
                to.writeStringProperty("hookEventName", form.name);
                answer.decision.ifPresent(decision -> {
                    to.writeStringProperty("permissionDecision", decision.word);
                    to.writeStringProperty("permissionDecisionReason", decision.reason);
                });
                if (!answer.lines.isEmpty()) {
                    to.writeStringProperty("additionalContext", context);
                }
                to.writeEndObject();
            }
            to.writeEndObject();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int quotedLength(String text) {
        return JsonStringEncoder.getInstance().quoteAsCharArray(text).length;
    }

    /** How much of a reply the host takes at an event. */
    private enum Takes {
        DECISION,
        CONTEXT,
        PERSON_MESSAGE,
        NOTHING
    }

    private record Form(String name, Takes takes) {}

    /** Context at the end of a turn would start another one, so there is none. */
    private static Form form(HookEvent event) {
        return switch (event) {
            case HookEvent.SessionStart _ -> new Form("SessionStart", Takes.CONTEXT);
            case HookEvent.PromptSubmitted _ -> new Form("UserPromptSubmit", Takes.CONTEXT);
            case HookEvent.BeforeTool _ -> new Form("PreToolUse", Takes.DECISION);
            case HookEvent.AfterTool after ->
                new Form(
                        after.outcome() == HookEvent.AfterTool.Outcome.SUCCEEDED ? "PostToolUse" : "PostToolUseFailure",
                        Takes.CONTEXT);
            case HookEvent.AfterBatch _ -> new Form("PostToolBatch", Takes.CONTEXT);
            case HookEvent.ChildStarted _ -> new Form("SubagentStart", Takes.CONTEXT);
            case HookEvent.ChildEnded _ -> new Form("SubagentStop", Takes.PERSON_MESSAGE);
            case HookEvent.TurnEnded ended when ended.failed() -> new Form("StopFailure", Takes.NOTHING);
            case HookEvent.TurnEnded _ -> new Form("Stop", Takes.PERSON_MESSAGE);
            case HookEvent.Compacting _ -> new Form("PreCompact", Takes.PERSON_MESSAGE);
            case HookEvent.PermissionDenied _ -> new Form("PermissionDenied", Takes.NOTHING);
            case HookEvent.Notified _ -> new Form("Notification", Takes.NOTHING);
            case HookEvent.SessionEnded _ -> new Form("SessionEnd", Takes.NOTHING);
            case HookEvent.Unhandled unhandled -> new Form(unhandled.name(), Takes.NOTHING);
        };
    }

    private static Answer answer(HookReply reply) {
        return switch (reply) {
            case HookReply.Silent() -> new Answer(Optional.empty(), List.of(), Optional.empty());
            case HookReply.Context(var lines, var person) -> new Answer(Optional.empty(), lines, person);
            case HookReply.Refuse(var reason, var lines, var person) ->
                new Answer(Optional.of(Decision.of(DENY, reason)), lines, person);
            case HookReply.Ask(var reason, var lines, var person) ->
                new Answer(Optional.of(Decision.of("ask", reason)), lines, person);
        };
    }

    private record Decision(String word, String reason) {

        static Decision of(String word, String reason) {
            String shown = Foreign.cut(Foreign.text(reason), MAX_REASON_CHARS);
            return new Decision(word, shown.isBlank() ? "Tutti gave no reason" : shown);
        }
    }

    private record Answer(Optional<Decision> decision, List<String> lines, Optional<String> person) {

        Answer {
            lines = lines.stream()
                    .flatMap(line -> Stream.of(Foreign.text(line).split("\n", -1)))
                    .toList();
            if (lines.stream().allMatch(String::isBlank)) {
                lines = List.of();
            }
            person = person.map(message -> Foreign.line(message, MAX_PERSON_CHARS))
                    .filter(message -> !message.isEmpty());
        }

        Answer asFarAs(Takes takes) {
            return switch (takes) {
                case DECISION -> this;
                case CONTEXT -> new Answer(Optional.empty(), withReason(), person);
                case PERSON_MESSAGE -> new Answer(Optional.empty(), List.of(), person);
                case NOTHING -> new Answer(Optional.empty(), List.of(), Optional.empty());
            };
        }

        boolean isEmpty() {
            return decision.isEmpty() && lines.isEmpty() && person.isEmpty();
        }

        /** The reason of a question is the person's to read. */
        int reasonForModel() {
            return decision.filter(made -> made.word.equals(DENY))
                    .map(made -> made.reason.length())
                    .orElse(0);
        }

        private List<String> withReason() {
            List<String> all = new ArrayList<>();
            decision.ifPresent(refused -> all.add(refused.reason));
            all.addAll(lines);
            return all;
        }
    }
}
