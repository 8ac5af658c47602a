package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How messages are kept and handed over.
 *
 * @param kept how long: {@code messages.keep_days}
 * @param wakes whether an idle session that offers it is woken for a message: {@code messages.wake}
 */
public record MessageSettings(Duration kept, boolean wakes) {

    static final MessageSettings USUAL = new MessageSettings(Duration.ofDays(90), false);

    public MessageSettings {
        requireNonNull(kept, "kept");
    }
}
