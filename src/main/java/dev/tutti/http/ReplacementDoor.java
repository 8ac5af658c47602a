package dev.tutti.http;

import java.nio.file.Path;

/** Asks the daemon to make way for another release. */
@FunctionalInterface
public interface ReplacementDoor {

    /** Whether it goes for the one of this launcher; true means that it has begun to stop and that the home is free soon. */
    boolean makeWayFor(Path launcher);
}
