package dev.tutti.kernel.text;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as people say them, and as machines do. */
public final class When {

    private When() {}

    /** {@code "3 min ago"}, {@code "in 40 s"}, or {@code "now"} when less than a second lies between. */
    public static String relative(Instant at, Instant now) {
        requireNonNull(at, "at");
        Duration since = Duration.between(at, requireNonNull(now, "now"));
        if (since.abs().compareTo(Duration.ofSeconds(1)) < 0) {
            return "now";
        }
        return since.isNegative() ? "in " + span(since.negated()) : span(since) + " ago";
    }

    /** A length of time in its largest whole unit, rounded down: {@code "40 s"}, {@code "3 min"}, {@code "2 h"}, {@code "5 d"}. */
    public static String span(Duration length) {
        requireNonNull(length, "length");
        if (length.isNegative()) {
            throw new IllegalArgumentException("a span is not negative, got " + length);
        }
        if (length.toMinutes() < 1) {
            return length.toSeconds() + " s";
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        return length.toDays() < 1 ? length.toHours() + " h" : length.toDays() + " d";
    }

    /** RFC 3339 in UTC with milliseconds: {@code "2026-11-20T16:53:21.009Z"}. */
    public static String absolute(Instant at) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        // A formatter costs some microseconds, and lists hold thousands of times.
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2).append('.');
        return digits(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }
}
