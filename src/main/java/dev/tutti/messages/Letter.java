package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

/** A message, and how far it came to one of those it is for. */
public record Letter(Message message, Delivery delivery) {

    public Letter {
        requireNonNull(message, "message");
        requireNonNull(delivery, "delivery");
    }
}
