package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.http.VerbOutput;

/**
 * Says a screen at a time what a command says line by line: every frame costs the daemon a write and the launcher's shell two
 * reads. What is gathered goes before anything else is said, and whenever the command looks whether anybody listens. For one
 * thread.
 */
final class Gathered implements VerbOutput {

    private static final int CHARS_MAX = 256 * 1024;

    private final VerbOutput output;
    private final StringBuilder gathered = new StringBuilder();

    Gathered(VerbOutput output) {
        this.output = requireNonNull(output, "output");
    }

    @Override
    public void out(String text) {
        gathered.append(text);
        if (gathered.length() >= CHARS_MAX) {
            flush();
        }
    }

    @Override
    public void err(String text) {
        flush();
        output.err(text);
    }

    @Override
    public void ask(String question) {
        flush();
        output.ask(question);
    }

    @Override
    public boolean open() {
        flush();
        return output.open();
    }

    void flush() {
        if (!gathered.isEmpty()) {
            String text = gathered.toString();
            gathered.setLength(0);
            output.out(text);
        }
    }
}
