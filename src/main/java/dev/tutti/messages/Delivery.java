package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import dev.tutti.messages.Messages.Why;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a message came on its way to one of those it is for.
 *
 * @param recipientName the recipient's name when it became the recipient
 * @param carrier which answer it went out with last; empty while it did with none
 * @param injectedAt when that was
 * @param seenAt when a later event of the recipient proved that the answer had arrived
 * @param missed why its sender was told that it was not reached; empty when that was not told
 */
public record Delivery(
        MessageId message,
        InstanceId recipient,
        String recipientName,
        State state,
        String carrier,
        Optional<Instant> injectedAt,
        Optional<Instant> seenAt,
        Optional<Instant> acknowledgedAt,
        String missed) {

    public Delivery {
        requireNonNull(message, "message");
        requireNonNull(recipient, "recipient");
        requireNonNull(recipientName, "recipientName");
        requireNonNull(state, "state");
        requireNonNull(carrier, "carrier");
        requireNonNull(injectedAt, "injectedAt");
        requireNonNull(seenAt, "seenAt");
        requireNonNull(acknowledgedAt, "acknowledgedAt");
        requireNonNull(missed, "missed");
    }

    /** Whether its sender was told that the recipient has left. */
    public boolean waitsForReturn() {
        return missed.equals(Why.GONE.word());
    }

    /** How far it came. */
    public enum State {
        /** Nothing has carried it yet. */
        QUEUED,
        /** An answer carried it; whether that arrived is not proven. */
        INJECTED,
        /** A later event of the recipient, or its own look, proved that it arrived. */
        SEEN,
        /** The recipient said so. */
        ACKNOWLEDGED;

        /** As people and programs spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isReached() {
            return this == SEEN || this == ACKNOWLEDGED;
        }
    }
}
