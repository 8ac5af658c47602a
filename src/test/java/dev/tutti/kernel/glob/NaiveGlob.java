package dev.tutti.kernel.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A second, slow reading of patterns over the letters a and b, by textual brace expansion and regular expressions, sharing no
 * code with the real one. One group of braces at most; no escapes.
 */
final class NaiveGlob {

    private final List<Pattern> patterns = new ArrayList<>();

    NaiveGlob(String text) {
        int open = text.indexOf('{');
        if (open < 0) {
            patterns.add(pattern(text));
            return;
        }
        int close = text.indexOf('}');
        for (String option : text.substring(open + 1, close).split(",", -1)) {
            patterns.add(pattern(text.substring(0, open) + option + text.substring(close + 1)));
        }
    }

    boolean matches(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher("/" + path).matches());
    }

    private static Pattern pattern(String text) {
        String folder = text.endsWith("/") ? text + "**" : text;
        StringBuilder regex = new StringBuilder();
        for (String segment : folder.split("/")) {
            if (segment.equals("**")) {
                regex.append("(?:/[^/]+)*");
            } else if (!segment.isEmpty()) {
                regex.append('/')
                        .append(segment.replaceAll("\\*+", "*")
                                .replace("?", "[^/]")
                                .replace("*", "[^/]*")
                                .replace("[!a]", "[^/a]"));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
