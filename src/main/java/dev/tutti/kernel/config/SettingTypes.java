package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that settings have. */
public final class SettingTypes {

    private SettingTypes() {}

    /** Written as {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}. */
    public static SettingType<Duration> duration(Duration min, Duration max) {
        return new Span(min, max);
    }

    /** A whole number within bounds, both included. */
    public static SettingType<Long> number(long min, long max) {
        return new Number(min, max);
    }

    /** One of some words, listed from the weakest guard to the strictest. */
    public static SettingType<String> choice(String... words) {
        return new Choice(List.of(words));
    }

    /** Text that {@code accepts} likes, at most 500 characters; {@code bound} says which. */
    public static SettingType<String> text(String bound, Predicate<String> accepts) {
        return new Text(bound, accepts);
    }

    private record Span(Duration min, Duration max) implements SettingType<Duration> {

        private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|d|h|m|s))+");
        private static final Pattern PART = Pattern.compile("([0-9]+)(ms|d|h|m|s)");

        @Override
        public Duration parse(String text) {
            if (!WHOLE.matcher(text).matches()) {
                throw new IllegalArgumentException(text);
            }
            Duration sum = Duration.ZERO;
            Matcher parts = PART.matcher(text);
            while (parts.find()) {
                sum = sum.plus(unit(requireNonNull(parts.group(2)))
                        .multipliedBy(Long.parseLong(requireNonNull(parts.group(1)))));
            }
            if (sum.compareTo(min) < 0 || sum.compareTo(max) > 0) {
                throw new IllegalArgumentException(text);
            }
            return sum;
        }

        private static Duration unit(String letter) {
            return switch (letter) {
                case "d" -> Duration.ofDays(1);
                case "h" -> Duration.ofHours(1);
                case "m" -> Duration.ofMinutes(1);
                case "s" -> Duration.ofSeconds(1);
                default -> Duration.ofMillis(1);
            };
        }

        @Override
        public String show(Duration value) {
            StringBuilder text = new StringBuilder();
            part(text, value.toDays(), "d");
            part(text, value.toHoursPart(), "h");
            part(text, value.toMinutesPart(), "m");
            part(text, value.toSecondsPart(), "s");
            part(text, value.toMillisPart(), "ms");
            return text.isEmpty() ? "0s" : text.toString();
        }

        private static void part(StringBuilder text, long count, String unit) {
            if (count > 0) {
                text.append(count).append(unit);
            }
        }

        @Override
        public String bound() {
            return show(min) + " to " + show(max);
        }
    }

    private record Number(long min, long max) implements SettingType<Long> {

        @Override
        public Long parse(String text) {
            long value = Long.parseLong(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException(text);
            }
            return value;
        }

        @Override
        public String show(Long value) {
            return value.toString();
        }

        @Override
        public String bound() {
            return min + " to " + max;
        }
    }

    private record Choice(List<String> words) implements SettingType<String> {

        @Override
        public String parse(String text) {
            if (!words.contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        }

        @Override
        public String show(String value) {
            return value;
        }

        @Override
        public String bound() {
            return String.join(", ", words);
        }

        @Override
        public boolean isAtLeastAsStrict(String value, String than) {
            return words.indexOf(value) >= words.indexOf(than);
        }
    }

    private record Text(String bound, Predicate<String> accepts) implements SettingType<String> {

        private static final int CHARACTERS_MAX = 500;

        @Override
        public String parse(String text) {
            if (text.length() > CHARACTERS_MAX || !accepts.test(text)) {
                throw new IllegalArgumentException("not accepted");
            }
            return text;
        }

        @Override
        public String show(String value) {
            return value.replaceAll("://[^/@]*@", "://***@").replaceAll("(?i)(password|token)=[^&]*", "$1=***");
        }
    }
}
