package dev.tutti.cli;

/** What a command's exit code says. */
final class ExitCode {

    /** Yes, done. */
    static final int DONE = 0;
    /** No, failed. */
    static final int FAILED = 1;
    /** Another has it. */
    static final int HELD = 10;
    /** Its term has passed. */
    static final int EXPIRED = 11;
    /** The command line cannot be understood. */
    static final int USAGE = 64;
    /** No daemon, or none any more. */
    static final int NO_DAEMON = 69;

    private ExitCode() {}
}
