package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import java.util.List;

/** What came of sending a message. */
public sealed interface MessageOutcome {

    /** It is stored, and queued for each of those it is for. */
    record Sent(Message message, List<Delivery> deliveries) implements MessageOutcome {
        public Sent {
            requireNonNull(message, "message");
            deliveries = List.copyOf(deliveries);
        }
    }

    /** The draft breaks these bounds, each naming its field; nothing was stored. */
    record Faulty(List<String> faults) implements MessageOutcome {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /** Somebody has as many unread messages as it may have; nothing was stored. */
    record Full(Instance recipient, int unread) implements MessageOutcome {
        public Full {
            requireNonNull(recipient, "recipient");
        }
    }
}
