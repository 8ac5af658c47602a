package dev.tutti.http;

import static java.util.Objects.requireNonNull;

/** The request goes no further: a status and one plain line for people. Thrown by checks, answered by the router. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String line;

    Refusal(int status, String line) {
        super(requireNonNull(line, "line"), null, false, false);
        this.status = status;
        this.line = line;
    }

    int status() {
        return status;
    }

    String line() {
        return line;
    }
}
