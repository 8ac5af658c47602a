package dev.tutti.kernel.glob;

/** Leaves the reading of a malformed pattern; becomes {@link GlobOutcome.Malformed} before it leaves this package. */
final class GlobFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;

    GlobFault(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}
