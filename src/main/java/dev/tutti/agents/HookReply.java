package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What an agent is answered. It can be refused, made to ask its person, or told something: it can never be permitted
 * anything, because that would skip the person's own permission prompt, and its input is never rewritten.
 *
 * <p>A codec leaves out what its host cannot take at an event; a refusal where nothing can be refused becomes context.
 */
public sealed interface HookReply {

    /** Characters of reason and lines together, as JSON quotes them and with their line breaks, that every codec carries. */
    int TEXT_MAX = 9_000;

    /** Nothing to say: no output at all. */
    record Silent() implements HookReply {}

    /**
     * Something to know.
     *
     * @param lines what the agent's model is told; may be empty when only the person is told something
     * @param personMessage one line that the person at the session is shown
     */
    record Context(List<String> lines, Optional<String> personMessage) implements HookReply {

        public Context {
            lines = List.copyOf(lines);
            requireNonNull(personMessage, "personMessage");
        }
    }

    /**
     * This one call must not happen.
     *
     * @param reason what the agent is told: who holds it, until when, one next step; not blank
     * @param lines more context, may be empty
     * @param personMessage one line that the person at the session is shown
     */
    record Refuse(String reason, List<String> lines, Optional<String> personMessage) implements HookReply {

        public Refuse {
            requireReason(reason);
            lines = List.copyOf(lines);
            requireNonNull(personMessage, "personMessage");
        }
    }

    /**
     * The person decides about this one call. Only where a person attends: elsewhere hosts refuse instead.
     *
     * @param reason what the person is asked; not blank
     * @param lines context for the agent, may be empty
     * @param personMessage one line that the person at the session is shown
     */
    record Ask(String reason, List<String> lines, Optional<String> personMessage) implements HookReply {

        public Ask {
            requireReason(reason);
            lines = List.copyOf(lines);
            requireNonNull(personMessage, "personMessage");
        }
    }

    static HookReply silent() {
        return new Silent();
    }

    /** Context, or silence when there are no lines. */
    static HookReply context(List<String> lines) {
        return lines.isEmpty() ? silent() : new Context(lines, Optional.empty());
    }

    static HookReply refuse(String reason) {
        return new Refuse(reason, List.of(), Optional.empty());
    }

    static HookReply ask(String reason) {
        return new Ask(reason, List.of(), Optional.empty());
    }

    /** The same reply with that line for the person. */
    default HookReply withPersonMessage(String message) {
        Optional<String> told = Optional.of(message);
        return switch (this) {
            case Silent() -> new Context(List.of(), told);
            case Context(List<String> lines, Optional<String> _) -> new Context(lines, told);
            case Refuse(String reason, List<String> lines, Optional<String> _) -> new Refuse(reason, lines, told);
            case Ask(String reason, List<String> lines, Optional<String> _) -> new Ask(reason, lines, told);
        };
    }

    private static void requireReason(String reason) {
        requireNonNull(reason, "reason");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a refusal or question says why; the reason is blank");
        }
    }
}
