package dev.tutti.http;

/**
 * What a command says while it runs. Each call is one frame that is sent at once, so say a screen at a time, not a line.
 * A client that has gone swallows everything; {@link #open()} tells. Not for two threads at once.
 */
public interface VerbOutput {

    /** To the client's standard output. */
    void out(String text);

    /** To the client's standard error. */
    void err(String text);

    /**
     * Has the client put a question to the person and come again with the same arguments and the answer. The command
     * returns after it; its exit code is not used.
     */
    void ask(String question);

    /**
     * Whether anybody still listens: false once the client has gone or the daemon is stopping. Loops that follow something
     * ask it at least every few seconds.
     */
    boolean open();
}
