package dev.tutti.files;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines in a repository's own exclude file that keep the documents' folders out of git in all its trees; pure. */
final class Exclusion {

    private static final String TITLE = "# the documents' commands and files: tutti init --compat\n";

    /** Also what an earlier release put there, which knew fewer folders, and what was added to that. */
    private static final Pattern LINES = Pattern.compile(Pattern.quote(TITLE)
            + CoordinationFolder.EXCLUDED.stream()
                    .map(folder -> Pattern.quote(folder + "\n"))
                    .collect(Collectors.joining("|", "(?:", ")+")));

    private Exclusion() {}

    /** The text with lines at its end for those folders that are not named in it already. */
    static String with(Optional<String> text) {
        String before = text.orElse("");
        List<String> named = before.lines().map(String::strip).toList();
        String missing = CoordinationFolder.EXCLUDED.stream()
                .filter(folder -> !named.contains(folder))
                .map(folder -> folder + "\n")
                .collect(Collectors.joining());
        if (missing.isEmpty()) {
            return before;
        }
        boolean open = !before.isEmpty() && !before.endsWith("\n");
        return before + (open ? "\n" : "") + TITLE + missing;
    }

    /** The text without the lines, wherever they stand in it by now. */
    static String without(String text) {
        return LINES.matcher(text).replaceAll("");
    }
}
