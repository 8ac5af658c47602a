package dev.tutti.kernel.log;

import java.time.Instant;
import java.util.Locale;

/** How an event becomes one line: {@code 2026-01-31T09:30:00.123Z WARN  http text}. Pure. */
final class LogLine {

    /** Longer texts are cut: a log is no place for payloads. */
    static final int TEXT_MAX = 4_000;

    private static final int FRAMES_MAX = 12;
    private static final String ROOT = "dev.tutti.";

    private LogLine() {}

    static String of(Instant at, String level, String logger, String text) {
        String time = at.toString();
        String whole = time.length() == 20 ? time.substring(0, 19) + ".000Z" : time;
        return whole + " " + String.format(Locale.ROOT, "%-5s", level) + " " + room(logger) + " " + oneLine(text);
    }

    /** {@code dev.tutti.locks.Locks} is {@code locks}; {@code dev.tutti.kernel.store.X} is {@code store}; others as they are. */
    static String room(String logger) {
        if (!logger.startsWith(ROOT)) {
            return logger;
        }
        String[] words = logger.substring(ROOT.length()).split("\\.", -1);
        return words.length > 1 && words[0].equals("kernel") ? words[1] : words[0];
    }

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), TEXT_MAX) + 16);
        for (int i = 0; i < text.length() && line.length() < TEXT_MAX; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append(' ');
                default -> line.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return text.length() > TEXT_MAX ? line.append(" ...").toString() : line.toString();
    }

    /** A failure with its causes, each with the first places it came through. */
    static String of(Throwable failure) {
        StringBuilder line = new StringBuilder();
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 4; depth++) {
            line.append(depth == 0 ? "" : " caused by ").append(at);
            StackTraceElement[] frames = at.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
                line.append(i == 0 ? " at " : " < ")
                        .append(frames[i].getClassName().replace(ROOT, ""))
                        .append('.')
                        .append(frames[i].getMethodName())
                        .append(':')
                        .append(frames[i].getLineNumber());
            }
            at = at.getCause();
        }
        return line.toString();
    }
}
