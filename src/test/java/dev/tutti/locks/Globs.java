package dev.tutti.locks;

/** Reads patterns that a test knows to be right. */
final class Globs {

    private Globs() {}

    static Glob glob(String pattern) {
        return switch (Glob.parse(pattern)) {
            case GlobOutcome.Parsed(Glob glob) -> glob;
            case GlobOutcome.Malformed(String text) -> throw new AssertionError(pattern + ": " + text);
        };
    }

    static String fault(String pattern) {
        return switch (Glob.parse(pattern)) {
            case GlobOutcome.Parsed(Glob glob) -> throw new AssertionError("was read as " + glob);
            case GlobOutcome.Malformed(String text) -> text;
        };
    }
}
