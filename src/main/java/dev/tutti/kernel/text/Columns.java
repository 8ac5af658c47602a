package dev.tutti.kernel.text;

import static java.util.Objects.requireNonNull;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much room a text takes on a terminal, where a letter of the far East takes two columns and a combining mark none. What a
 * person sees as one character is never split.
 *
 * <p>Widths follow Unicode's annex 11 (East Asian Width: wide and fullwidth take two, ambiguous takes one) and annex 29 (what one
 * character is). Terminals differ on new emoji; then a line may be off by one.
 */
public final class Columns {

    private static final String ELLIPSIS = "…";

    /** The ranges of annex 11 that are wide, without emoji, holes that are not assigned yet filled. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, {0x2329, 0x232A}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18DFF},
        {0x1AFF0, 0x1B2FF}, {0x1F200, 0x1F265}, {0x20000, 0x3FFFD},
    };

    private Columns() {}

    /** The columns of a text on one line. */
    public static int width(String text) {
        requireNonNull(text, "text");
        if (isPlain(text)) {
            return text.length();
        }
        return characters(text).stream().mapToInt(Columns::ofCharacter).sum();
    }

    /** At most {@code max} columns of the text, from its beginning, the last one an ellipsis when it was longer. */
    public static String cut(String text, int max) {
        requirePositive(max);
        if (width(text) <= max) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1;
        for (String character : characters(text)) {
            used += ofCharacter(character);
            if (used > max) {
                break;
            }
            kept.append(character);
        }
        return kept.toString().stripTrailing() + ELLIPSIS;
    }

    /** At most {@code max} columns of the text, from its end, the first one an ellipsis when it was longer. */
    public static String cutFront(String text, int max) {
        requirePositive(max);
        if (width(text) <= max) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1;
        for (String character : characters(text).reversed()) {
            used += ofCharacter(character);
            if (used > max) {
                break;
            }
            kept.insert(0, character);
        }
        return ELLIPSIS + kept;
    }

    /** The text and as many blanks as make {@code columns} of it; a longer one as it is. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** What a person sees as single characters. */
    private static List<String> characters(String text) {
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> all = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            all.add(text.substring(from, to));
            from = to;
        }
        return all;
    }

    /** Of an emoji only the first counts, whatever is joined to it. */
    private static int ofCharacter(String character) {
        return character.codePoints().anyMatch(Columns::isEmoji)
                ? 2
                : character.codePoints().map(Columns::ofPoint).sum();
    }

    private static int ofPoint(int point) {
        int type = Character.getType(point);
        if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || isInnerJamo(point)) {
            return 0;
        }
        boolean wide = false;
        for (int i = 0; !wide && i < WIDE.length && WIDE[i][0] <= point; i++) {
            wide = point <= WIDE[i][1];
        }
        return wide ? 2 : 1;
    }

    /** The letters of flags are emoji of one column each. */
    private static boolean isEmoji(int point) {
        return Character.isEmojiPresentation(point) && (point < 0x1F1E6 || point > 0x1F1FF);
    }

    /** The vowel or end of a Korean syllable that is written letter by letter. */
    private static boolean isInnerJamo(int point) {
        return point >= 0x1160 && point <= 0x11FF || point >= 0xD7B0 && point <= 0xD7FF;
    }

    private static void requirePositive(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, got " + max);
        }
    }
}
