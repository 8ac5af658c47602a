package dev.tutti.flows;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the text of a shell command gives away. A guess in both directions, good enough for a warning: it never decides
 * anything.
 */
final class ShellText {

    /** Programs that only read; a command of these alone writes nothing unless it redirects. */
    private static final Set<String> READERS = Set.of(
            "cat", "less", "more", "head", "tail", "grep", "rg", "ls", "wc", "file", "stat", "diff", "find", "tree",
            "du", "echo", "printf", "pwd", "cd", "sort", "uniq", "cut", "which", "test", "true", "jq", "awk", "sed",
            "nl", "od");

    private static final Pattern PARTS = Pattern.compile("\\|\\||&&|[;|\\n&]");
    private static final Pattern IN_PLACE = Pattern.compile("\\b(?:sed|perl|ruby)\\b[^|;&\\n]*\\s-[a-zA-Z]*i");
    private static final Pattern REDIRECT = Pattern.compile("(?<![0-9&<>-])>{1,2}(?![&(])|&>|[12]>(?!&)");
    private static final Pattern GIT_READ = Pattern.compile(
            "git\\s+(?:-\\S+\\s+(?:\\S+\\s+)?)*(?:status|diff|log|show|blame|grep|ls-files|rev-parse|branch|remote|add|commit)\\b.*",
            Pattern.DOTALL);
    private static final Pattern GIT_CLEANING = Pattern.compile(
            "\\bgit\\b[^|;&\\n]*\\b(?:commit|checkout|restore|reset|stash|merge|rebase|pull|switch|am|cherry-pick|revert|rm|clean|apply)\\b");

    private static final Pattern GIT_COMMITTING =
            Pattern.compile("\\bgit\\b[^|;&\\n]*\\b(?:commit|merge|cherry-pick|revert|am|rebase|pull)\\b");

    private ShellText() {}

    /** Whether some part of the command may write to a file that it names. */
    static boolean mayWrite(String command) {
        if (REDIRECT.matcher(command).find() || IN_PLACE.matcher(command).find()) {
            return true;
        }
        for (String part : PARTS.split(command)) {
            String trimmed = part.strip();
            String program = trimmed.split("\\s+", 2)[0];
            boolean reads = trimmed.isEmpty()
                    || READERS.contains(program)
                    || GIT_READ.matcher(trimmed).matches();
            if (!reads) {
                return true;
            }
        }
        return false;
    }

    /** Whether the command may have made changed files clean: a commit, a checkout, a stash. */
    static boolean mayClean(String command) {
        return GIT_CLEANING.matcher(command).find();
    }

    /** Whether the command may move HEAD to a commit that is worth telling. */
    static boolean mayCommit(String command) {
        return GIT_COMMITTING.matcher(command).find();
    }

    /** Whether the command names a path literally, as a whole word, alone or at the end of a longer path. */
    static boolean names(String command, String path) {
        int at = command.indexOf(path);
        while (at >= 0) {
            int end = at + path.length();
            boolean begins = at == 0 || isBoundary(command.charAt(at - 1)) || command.charAt(at - 1) == '/';
            boolean ends = end == command.length() || isBoundary(command.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = command.indexOf(path, at + 1);
        }
        return false;
    }

    private static boolean isBoundary(char c) {
        return Character.isWhitespace(c) || "'\"`;|&<>()=,:".indexOf(c) >= 0;
    }
}
