package dev.tutti.instances;

import java.util.Optional;
import java.util.Set;

/** How an instance gets its short name. */
final class NameRules {

    /** Characters of a name at most; longer wishes are cut. */
    static final int LENGTH_MAX = 32;

    private NameRules() {}

    /** The wish in the form a name may have, or empty when nothing of it is left. */
    static Optional<String> tidy(String wish) {
        StringBuilder name = new StringBuilder();
        wish.codePoints()
                .map(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' ? c : '-')
                .limit(LENGTH_MAX)
                .forEach(name::appendCodePoint);
        // A word that begins with a dash is an option to every command that takes a name.
        while (!name.isEmpty() && name.charAt(0) == '-') {
            name.deleteCharAt(0);
        }
        boolean empty = name.chars().allMatch(c -> c == '-' || c == '.');
        return empty ? Optional.empty() : Optional.of(name.toString());
    }

    /** The wish itself when nobody living has it, else the wish with the lowest free number behind it. */
    static String unique(String wish, Set<String> taken) {
        if (!taken.contains(wish)) {
            return wish;
        }
        int number = 2;
        while (taken.contains(wish + "-" + number)) {
            number++;
        }
        return wish + "-" + number;
    }

    /** The first of A, B, ... Z, AA, AB, ... that nobody living has. */
    static String nextLetter(Set<String> taken) {
        int number = 0;
        while (taken.contains(letters(number))) {
            number++;
        }
        return letters(number);
    }

    /** The next free name of a child: its parent's with a number behind a dot. */
    static String child(String parent, Set<String> taken) {
        int number = 1;
        while (taken.contains(parent + "." + number)) {
            number++;
        }
        return parent + "." + number;
    }

    private static String letters(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }
}
