package dev.tutti.client;

import static java.util.Objects.requireNonNull;

/**
 * Why no daemon could be started.
 *
 * @param mayYetCome whether it was only not ready in time
 */
record Trouble(String what, String remedy, boolean mayYetCome) {

    Trouble {
        requireNonNull(what, "what");
        requireNonNull(remedy, "remedy");
    }

    Trouble(String what, String remedy) {
        this(what, remedy, false);
    }
}
