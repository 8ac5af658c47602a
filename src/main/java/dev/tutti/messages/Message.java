package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as stored.
 *
 * @param thread the message that began the conversation; itself when it did
 * @param answers the one it answers
 * @param senderName the sender's name when it was sent
 * @param addressed to whom, as it was written
 * @param deadline when its sender wants to know who was not reached
 */
public record Message(
        MessageId id,
        ProjectId project,
        MessageId thread,
        Optional<MessageId> answers,
        InstanceId sender,
        String senderName,
        String addressed,
        String text,
        Instant at,
        Optional<Instant> deadline) {

    public Message {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(thread, "thread");
        requireNonNull(answers, "answers");
        requireNonNull(sender, "sender");
        requireNonNull(senderName, "senderName");
        requireNonNull(addressed, "addressed");
        requireNonNull(text, "text");
        requireNonNull(at, "at");
        requireNonNull(deadline, "deadline");
    }
}
