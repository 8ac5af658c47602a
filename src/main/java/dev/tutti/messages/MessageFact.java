package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.journal.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the journal says of messages; their texts stay where they are. */
public sealed interface MessageFact {

    /** The journal's form. */
    default Fact toFact() {
        Map<String, String> details = new LinkedHashMap<>();
        return switch (this) {
            case Sent(Instance sender, Message message, int recipients) -> {
                details.put("name", sender.name());
                details.put("to", message.addressed());
                details.put("recipients", Integer.toString(recipients));
                message.answers().ifPresent(answered -> details.put("answers", answered.publicId()));
                yield new Fact("message.sent", sender.publicId(), message.id().publicId(), details);
            }
            case Acknowledged(Instance recipient, Message message) -> {
                details.put("name", recipient.name());
                yield new Fact(
                        "message.acknowledged",
                        recipient.publicId(),
                        message.id().publicId(),
                        details);
            }
            case Missed(Message message, List<Delivery> deliveries, String why) -> {
                details.put(
                        "names",
                        deliveries.stream().map(Delivery::recipientName).collect(Collectors.joining(", ")));
                details.put("why", why);
                yield new Fact("message.missed", "", message.id().publicId(), details);
            }
        };
    }

    /** There is a new one. */
    record Sent(Instance sender, Message message, int recipients) implements MessageFact {
        public Sent {
            requireNonNull(sender, "sender");
            requireNonNull(message, "message");
        }
    }

    /** One of those it is for says that it has it. */
    record Acknowledged(Instance recipient, Message message) implements MessageFact {
        public Acknowledged {
            requireNonNull(recipient, "recipient");
            requireNonNull(message, "message");
        }
    }

    /** Some of those it is for were not reached. */
    record Missed(Message message, List<Delivery> deliveries, String why) implements MessageFact {
        public Missed {
            requireNonNull(message, "message");
            deliveries = List.copyOf(deliveries);
            requireNonNull(why, "why");
        }
    }
}
