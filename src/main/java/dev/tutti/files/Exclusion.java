package dev.tutti.files;

import java.util.Optional;

/** The lines in a repository's own exclude file that keep the documents' folder out of git in all its trees; pure. */
final class Exclusion {

    private static final String LINES =
            "# the documents' commands and files: tutti init --compat\n" + CoordinationFolder.EXCLUDED + "\n";

    private Exclusion() {}

    /** The text with the lines at its end, unless the folder is named in it already. */
    static String with(Optional<String> text) {
        String before = text.orElse("");
        if (before.lines().map(String::strip).anyMatch(CoordinationFolder.EXCLUDED::equals)) {
            return before;
        }
        boolean open = !before.isEmpty() && !before.endsWith("\n");
        return before + (open ? "\n" : "") + LINES;
    }

    /** The text without the lines, wherever they stand in it by now. */
    static String without(String text) {
        return text.replace(LINES, "");
    }
}
