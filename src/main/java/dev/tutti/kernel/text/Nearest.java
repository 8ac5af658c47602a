package dev.tutti.kernel.text;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody meant who mistyped one. Pure. */
public final class Nearest {

    /** Letters that may be wrong. */
    private static final int WRONG_MAX = 2;

    /** As many letters of a beginning say what is meant. */
    private static final int BEGINNING_MIN = 3;

    private Nearest() {}

    /**
     * The one of {@code known} that {@code word} most likely is meant to be: at most two letters differ, and fewer than are
     * right, or it is the only one that begins so. Of equally near ones the first.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        requireNonNull(word, "word");
        String typed = word.toLowerCase(Locale.ROOT);
        Optional<String> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String each : known) {
            int wrong = distance(each.toLowerCase(Locale.ROOT), typed);
            if (wrong < least && wrong <= Math.min(WRONG_MAX, Math.min(each.length(), word.length()) / 2)) {
                best = Optional.of(each);
                least = wrong;
            }
        }
        return best.isPresent() ? best : beginning(typed, known);
    }

    /** {@code "did you mean NEAREST? "}, or nothing when nothing is near. */
    public static String guess(String word, Collection<String> known) {
        return of(word, known).map(near -> "did you mean " + near + "? ").orElse("");
    }

    private static Optional<String> beginning(String typed, Collection<String> known) {
        List<String> all = typed.length() < BEGINNING_MIN
                ? List.of()
                : known.stream()
                        .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(typed))
                        .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** How many letters must be added, removed or changed to make one word of the other. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > WRONG_MAX) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
