package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Tokens;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants to send. Its bounds are {@link MessageRules}'.
 *
 * @param addressed to whom, as it was written
 * @param text one or more lines
 * @param answers the message that it answers
 * @param once a key under which its sender sends only once; empty when it may send the same again
 * @param within how long its recipients have until its sender is told that they were not reached
 */
public record MessageDraft(
        String addressed, String text, Optional<Message> answers, Optional<Duration> within, String once) {

    public MessageDraft {
        requireNonNull(addressed, "addressed");
        requireNonNull(text, "text");
        requireNonNull(answers, "answers");
        requireNonNull(within, "within");
        requireNonNull(once, "once");
    }

    /** As it is stored: without tokens. */
    MessageDraft kept() {
        return new MessageDraft(addressed, Tokens.masked(text), answers, within, once);
    }
}
