package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

/**
 * A store that was just opened, and what there is to say of it.
 *
 * @param store ready for use; the caller closes it
 * @param report what opening it met
 */
public record Opened(Store store, OpenReport report) {

    public Opened {
        requireNonNull(store, "store");
        requireNonNull(report, "report");
    }
}
