package dev.tutti.http;

/** Runs one command line. Called on many threads at a time; may take as long as its client listens. */
@FunctionalInterface
public interface VerbDoor {

    /** Returns the exit code, 0 to 255. A throw ends as exit code 70 with one plain line. */
    int run(VerbCall call, VerbOutput out);
}
