package dev.tutti.cli;

import dev.tutti.kernel.text.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command has. */
abstract class Basics implements Callable<Integer> {

    /** One flag means the same wherever it stands; what differs is said by the command. */
    static final String TTL = "how long it lasts unless renewed";

    static final String FORCE = "even if it is another's: recorded, and the holder is told";
    static final String FOLLOW = "go on as more comes";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    private boolean help;

    @Option(names = "--json", description = "one JSON document instead of text")
    boolean json;

    final Call call;

    Basics(Call call) {
        this.call = call;
    }

    /** What commands have that are given as somebody. */
    abstract static class AsSomebody extends Basics {

        @Option(
                names = "--as",
                paramLabel = "NAME",
                completionCandidates = Candidates.Instances.class,
                description = "give the command as this instance: its name or id")
        Optional<String> as = Optional.empty();

        AsSomebody(Call call) {
            super(call);
        }
    }

    /** What commands have that show times. */
    static final class Times {

        @Option(
                names = {"-v", "--verbose"},
                description = "absolute times, ids, and everything there is to tell")
        boolean verbose;

        /** Set by a command whose words are read later. */
        boolean exact;

        /** A time for a person: how long ago, or exactly. */
        String at(Instant at, Instant now) {
            return verbose || exact ? When.absolute(at) : When.relative(at, now);
        }
    }

    /** Terms: durations after which something is over, so none of no length. */
    static final class Terms implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            Duration term = new Durations().convert(value);
            if (term.isZero()) {
                throw new TypeConversionException("\"" + value + "\" is over at once; the shortest is 1s");
            }
            return term;
        }
    }

    /** Durations as people write them: 30s, 5m, 2h, 1d; a bare number counts seconds. */
    static final class Durations implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(s|m|min|h|d|)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("\"" + value + "\" is no duration; write 30s, 5m, 2h or 1d");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "m", "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }
}
