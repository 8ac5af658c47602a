package dev.tutti.kernel.glob;

/** Reads patterns that a test knows to be right. */
public final class Globs {

    private Globs() {}

    public static Glob glob(String pattern) {
        return switch (Glob.parse(pattern)) {
            case GlobOutcome.Parsed(Glob glob) -> glob;
            case GlobOutcome.Malformed(String text) -> throw new AssertionError(pattern + ": " + text);
        };
    }

    public static String fault(String pattern) {
        return switch (Glob.parse(pattern)) {
            case GlobOutcome.Parsed(Glob glob) -> throw new AssertionError("was read as " + glob);
            case GlobOutcome.Malformed(String text) -> text;
        };
    }
}
