package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** Colours for a terminal, or none. Immutable. */
final class Paint {

    /** No colours. */
    static final Paint NONE = new Paint(false, false);

    private final boolean able;
    private final boolean coloured;

    private Paint(boolean able, boolean coloured) {
        this.able = able;
        this.coloured = coloured;
    }

    /** What a text means, by its look. */
    enum Hue {
        PLAIN(""),
        STRONG("1"),
        FAINT("2"),
        GOOD("32"),
        NOTE("33"),
        BAD("31");

        private final String code;

        Hue(String code) {
            this.code = code;
        }
    }

    /** Colours only where standard output is a terminal that knows them, and nobody asked for none (no-color.org). */
    static Paint of(Map<String, String> environment) {
        String terminal = environment.getOrDefault("TERM", "");
        boolean able = "1".equals(environment.get("TUTTI_TTY")) && !terminal.isEmpty() && !terminal.equals("dumb");
        return new Paint(able, able && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Whether the terminal understands more than lines of text, colours aside. */
    boolean canClear() {
        return able;
    }

    boolean isColoured() {
        return coloured;
    }

    /** The text in its colour; an empty one stays empty. */
    String with(Hue hue, String text) {
        requireNonNull(text, "text");
        return coloured && hue != Hue.PLAIN && !text.isEmpty() ? "\u001b[" + hue.code + "m" + text + "\u001b[0m" : text;
    }
}
