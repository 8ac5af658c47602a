package dev.tutti.decisions;

import java.util.Locale;

/** What became of a decision. The words are the documents'. */
public enum DecisionStatus {
    PROPOSED,
    ACCEPTED,
    IMPLEMENTED,
    DEPRECATED,
    SUPERSEDED;

    /** Whether it binds those who work now. */
    public boolean isInForce() {
        return this == ACCEPTED || this == IMPLEMENTED;
    }

    /** Whether it may become {@code next}. */
    boolean mayBecome(DecisionStatus next) {
        return switch (this) {
            case PROPOSED -> next == ACCEPTED || next == DEPRECATED || next == SUPERSEDED;
            case ACCEPTED -> next == IMPLEMENTED || next == DEPRECATED || next == SUPERSEDED;
            case IMPLEMENTED -> next == DEPRECATED || next == SUPERSEDED;
            case DEPRECATED, SUPERSEDED -> false;
        };
    }

    /** As people and files spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
