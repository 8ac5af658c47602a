package dev.tutti.kernel.text;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as people say them, and as machines do. */
public final class When {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

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
        return RFC_3339.format(requireNonNull(at, "at"));
    }
}
