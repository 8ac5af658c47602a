package dev.tutti.client;

import java.time.Duration;

/** Waiting for the daemon that comes after one. Stateless. */
final class Succession {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private Succession() {}

    /** Whether the daemon of the state {@code seen} is gone, or another one named, within {@code millis}. */
    static boolean await(Place place, Pause pause, String seen, long millis) {
        long end = pause.elapsedMillis() + millis;
        while (place.state().equals(seen) && Wire.listens(place)) {
            if (pause.elapsedMillis() >= end) {
                return false;
            }
            pause.nap(A_MOMENT);
        }
        return true;
    }
}
