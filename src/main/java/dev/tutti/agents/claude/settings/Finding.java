package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

/**
 * One thing a check found.
 *
 * @param level how bad it is
 * @param code a stable name, for {@code --json}
 * @param text what is so, one line for people
 * @param next what to do about it; empty when there is nothing to do
 */
public record Finding(Level level, String code, String text, String next) {

    /** How bad it is, the worst last. */
    public enum Level {
        OK,
        /** Hooks run, but not all of them, or not always. */
        WARN,
        /** Hooks do not run. */
        FAIL
    }

    public Finding {
        requireNonNull(level, "level");
        requireNonNull(code, "code");
        requireNonNull(text, "text");
        requireNonNull(next, "next");
    }

    static Finding ok(String code, String text) {
        return new Finding(Level.OK, code, text, "");
    }

    static Finding warn(String code, String text, String next) {
        return new Finding(Level.WARN, code, text, next);
    }

    static Finding fail(String code, String text, String next) {
        return new Finding(Level.FAIL, code, text, next);
    }
}
