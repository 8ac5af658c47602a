package dev.tutti.pool;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an entry signals. The words are the documents'. */
public enum PoolAction {
    COMPLETED,
    BLOCKED,
    CLAIMED,
    SIGNALING;

    /** The action of that name, whatever its case. */
    public static Optional<PoolAction> of(String word) {
        return Stream.of(values())
                .filter(action -> action.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** As people and files spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about something that goes on, rather than about something that happened. */
    public boolean isOpen() {
        return this == CLAIMED || this == BLOCKED;
    }
}
