package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * Several values of one type. A file writes {@code ["a", "b"]}; a variable or flag writes {@code a, b}, where a comma
     * inside of braces or brackets or after a backslash belongs to its value.
     *
     * @param max how many there may be
     */
    public static <T> SettingType<List<T>> list(SettingType<T> each, int max) {
        return new ListOf<>(each, max);
    }

    /**
     * A text and a whole number within bounds, both included, as in {@code name=7}.
     *
     * @param what what the text is, as in {@code ROLE}
     * @param accepts which texts are
     */
    public static SettingType<Numbered> numbered(String what, Predicate<String> accepts, long min, long max) {
        return new WithNumber(what, new Text(what, accepts), new Number(min, max));
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

    private record WithNumber(String what, Text text, Number number) implements SettingType<Numbered> {

        /** The last equals sign counts: a path may hold others. */
        @Override
        public Numbered parse(String text) {
            int sign = text.lastIndexOf('=');
            if (sign <= 0) {
                throw new IllegalArgumentException(text);
            }
            return new Numbered(
                    this.text.parse(text.substring(0, sign).strip()),
                    number.parse(text.substring(sign + 1).strip()));
        }

        @Override
        public String show(Numbered value) {
            return text.show(value.text()) + "=" + value.number();
        }

        @Override
        public String bound() {
            return what + "=NUMBER with a number from " + number.min() + " to " + number.max();
        }
    }

    private record ListOf<T>(SettingType<T> each, int max) implements SettingType<List<T>> {

        @Override
        public List<T> parse(String text) {
            List<T> values = new ArrayList<>();
            List<String> wrong = new ArrayList<>();
            List<String> entries = ListText.entries(text);
            for (String entry : entries) {
                try {
                    values.add(each.parse(entry));
                } catch (IllegalArgumentException notOne) {
                    wrong.add(entry);
                }
            }
            if (!wrong.isEmpty()) {
                throw new ListText.WrongEntriesException(wrong);
            }
            if (entries.size() > max) {
                throw new IllegalArgumentException("too many");
            }
            return List.copyOf(values);
        }

        @Override
        public String show(List<T> values) {
            return values.stream().map(each::show).collect(Collectors.joining(", "));
        }

        @Override
        public String bound() {
            return "a list of at most " + max + ", each " + each.bound();
        }

        @Override
        public List<T> sum(List<T> one, List<T> other) {
            return Stream.concat(one.stream(), other.stream()).distinct().toList();
        }

        @Override
        public boolean isAtLeastAsStrict(List<T> value, List<T> than) {
            return value.containsAll(than);
        }
    }
}
