package dev.tutti.kernel.process;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One line of {@code /proc/PID/stat}, as proc(5) describes it.
 *
 * @param name field 2 without its parentheses; it may itself hold spaces, parentheses and line ends
 * @param state field 3
 * @param parent field 4; 0 when it has none in this namespace
 * @param threads field 20
 * @param startTicks field 22
 */
record ProcStat(String name, char state, long parent, long threads, long startTicks) {

    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int THREADS = 17;
    private static final int START = 19;

    ProcStat {
        requireNonNull(name, "name");
    }

    /** Reads such a line; empty when it is none. The name ends at the last parenthesis, whatever it holds. */
    static Optional<ProcStat> parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = line.substring(close + 1).strip().split(" ", START + 2);
        if (fields.length <= START || fields[STATE].length() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(
                    line.substring(open + 1, close),
                    fields[STATE].charAt(0),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[THREADS]),
                    Long.parseLong(fields[START])));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Whether it can still act. A zombie whose first thread alone has ended still runs in the others. */
    boolean runs() {
        return switch (state) {
            case 'X', 'x' -> false;
            case 'Z' -> threads > 1;
            default -> true;
        };
    }
}
