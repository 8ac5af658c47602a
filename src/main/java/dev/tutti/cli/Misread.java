package dev.tutti.cli;

import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what of a command line could not be understood, and what may have been meant. Pure. */
final class Misread {

    private static final int ERROR_MAX = 1_000;
    private static final int WORD_MAX = 60;
    private static final Pattern CHOICE =
            Pattern.compile("(.*: )expected one of \\[(.*)] \\(case-\\w+\\) but was '(.*)'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("(.*: )'(.*)' is not an? (?:int|long)", Pattern.DOTALL);

    private Misread() {}

    static String text(ParameterException wrong) {
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        String what = wrong instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unmatched(spec, unmatched.getUnmatched().getFirst())
                : Foreign.line(plain(String.valueOf(wrong.getMessage())), ERROR_MAX);
        return what + "\n  Next step: " + spec.qualifiedName() + " --help shows how it is used";
    }

    /** What the parser says of a value in its own terms, in those of whoever typed it. */
    private static String plain(String message) {
        Matcher choice = CHOICE.matcher(message);
        if (choice.matches()) {
            return choice.group(1) + "\"" + choice.group(3) + "\" is none of "
                    + choice.group(2).toLowerCase(Locale.ROOT);
        }
        Matcher number = NUMBER.matcher(message);
        return number.matches() ? number.group(1) + "\"" + number.group(2) + "\" is no whole number" : message;
    }

    private static String unmatched(CommandSpec spec, String word) {
        Set<String> verbs = spec.subcommands().keySet();
        if (word.startsWith("-") && word.length() > 1) {
            List<String> options = new ArrayList<>();
            spec.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> options.addAll(List.of(option.names())));
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return said(spec.qualifiedName() + " has no option " + Foreign.line(name, WORD_MAX), name, options);
        }
        return verbs.isEmpty()
                ? spec.qualifiedName() + " takes no further word, not " + Foreign.quoted(word, WORD_MAX)
                : said(spec.qualifiedName() + " has no verb " + Foreign.quoted(word, WORD_MAX), word, verbs);
    }

    private static String said(String what, String word, Collection<String> known) {
        String guess = Nearest.guess(word, known);
        return guess.isEmpty() ? what : what + "; " + guess.strip();
    }
}
