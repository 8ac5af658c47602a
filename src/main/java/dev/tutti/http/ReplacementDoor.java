package dev.tutti.http;

/** Asks the daemon to make way for another build. */
@FunctionalInterface
public interface ReplacementDoor {

    /** Whether it goes; true means that it has begun to stop and that the home is free soon. */
    boolean makeWayFor(String version, String build);
}
