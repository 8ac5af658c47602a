package dev.tutti.kernel.text;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes text that somebody else wrote safe to show to an agent or on a terminal.
 *
 * <p>Lengths count Unicode code points, so that no character is ever split.
 */
public final class Foreign {

    private static final String ELLIPSIS = "…";

    /** Terminal sequences: strings such as titles (closed by BEL or ESC \), then CSI, then two-character escapes. */
    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile(
            "(?:\\x1b[\\]P^_X]|[\\x90\\x98\\x9d-\\x9f])[^\\x07\\x1b\\x80-\\x9f]{0,4096}+(?:\\x07|\\x1b\\\\|\\x9c)"
                    + "|(?:\\x1b\\[|\\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
                    + "|\\x1b[ -/]{0,16}[0-~]");

    private Foreign() {}

    /**
     * The text on one line: line breaks and runs of blanks become one blank; terminal sequences, control, direction and
     * invisible characters go; what is not a character becomes U+FFFD.
     *
     * @param text any text
     * @param max most code points of the result, at least 1; a longer text ends in an ellipsis
     */
    public static String line(String text, int max) {
        requireNonNull(text, "text");
        requirePositive(max);
        if (isPlainLine(text)) {
            return cut(text, max);
        }
        StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 1);
        boolean blankBefore = true;
        String plain = withoutTerminalSequences(head(text, max));
        for (int i = 0; i < plain.length(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            if (isBlank(c)) {
                if (!blankBefore) {
                    out.append(' ');
                }
                blankBefore = true;
            } else if (!isInvisible(c)) {
                out.appendCodePoint(isNoCharacter(c) ? 0xFFFD : c);
                blankBefore = false;
            }
        }
        return cut(out.toString().stripTrailing(), max);
    }

    /**
     * The text with its line breaks, tabs and blanks, but without terminal sequences, control, direction and invisible
     * characters; what is not a character becomes U+FFFD. Its length is the caller's affair.
     */
    public static String text(String text) {
        requireNonNull(text, "text");
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        withoutTerminalSequences(text).codePoints().forEach(c -> {
            if (c == 0x2028 || c == 0x2029 || c == 0x85) {
                out.append('\n');
            } else if (c == '\n' || c == '\t') {
                out.append((char) c);
            } else if (!isInvisible(c)) {
                out.appendCodePoint(isNoCharacter(c) ? 0xFFFD : c);
            }
        });
        return out.toString();
    }

    /**
     * The text as a quotation on one line that cannot be taken for markup, a heading, code or an end of the quotation.
     *
     * @param text any text
     * @param max most code points inside the quotation marks, at least 1
     */
    public static String quoted(String text, int max) {
        return '"' + label(text, max) + '"';
    }

    /**
     * A label on one line that cannot be taken for markup, for where no quotation marks stand around it.
     *
     * @param text any text
     * @param max most code points of the result, at least 1
     */
    public static String label(String text, int max) {
        return withoutMarkup(line(text, max)).replace('"', '\'');
    }

    /**
     * A path on one line that cannot be taken for markup. Of a long one the end is kept, where the file's name is.
     *
     * @param path any path
     * @param max most code points of the result, at least 1
     */
    public static String path(String path, int max) {
        requirePositive(max);
        String line = withoutMarkup(line(path, Math.max(1, path.length())));
        int points = line.codePointCount(0, line.length());
        if (points <= max) {
            return line;
        }
        return ELLIPSIS + line.substring(line.offsetByCodePoints(0, points - max + 1));
    }

    /**
     * A path as one word of a command that somebody may copy: a shell takes it literally, whatever it is called.
     *
     * @param path any path
     * @param max most code points of the path in it
     */
    public static String word(String path, int max) {
        String shown = path(path, max);
        return "'" + (shown.startsWith("-") ? "./" : "") + shown.replace("'", "'\\''") + "'";
    }

    /**
     * The same JSON with every control, direction and invisible character written as its number, so that it does nothing
     * to a terminal.
     */
    public static String json(String document) {
        requireNonNull(document, "document");
        if (isPlain(document)) {
            return document;
        }
        StringBuilder out = new StringBuilder(document.length());
        document.codePoints().forEach(c -> {
            boolean layout = c == '\n' || c == '\r' || c == '\t';
            boolean turns = isInvisible(c) || c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.SURROGATE;
            if (!layout && turns) {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /**
     * A text of several lines as a block that stays recognisable as somebody's words: every line begins with {@code "> "}.
     *
     * @param text any text
     * @param maxLines most lines, at least 1; a last line says how many were left out
     * @param maxPerLine most code points of each line after its mark, at least 1
     */
    public static List<String> block(String text, int maxLines, int maxPerLine) {
        requireNonNull(text, "text");
        requirePositive(maxLines);
        List<String> lines = text.lines().toList();
        List<String> out = new ArrayList<>();
        int shown = lines.size() <= maxLines ? lines.size() : maxLines - 1;
        for (String line : lines.subList(0, shown)) {
            out.add(("> " + withoutMarkup(line(line, maxPerLine))).stripTrailing());
        }
        if (shown < lines.size()) {
            out.add("> " + ELLIPSIS + " " + (lines.size() - shown) + " more lines");
        }
        return out;
    }

    /** The text with every lone surrogate replaced by U+FFFD; otherwise unchanged. */
    public static String wellFormed(String text) {
        int at = loneSurrogate(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        for (; at >= 0; at = loneSurrogate(text, at + 1)) {
            out.setCharAt(at, '\uFFFD');
        }
        return out.toString();
    }

    /** Whether the text can be written as UTF-8 without loss. */
    public static boolean isWellFormed(String text) {
        return loneSurrogate(text, 0) < 0;
    }

    /** At most {@code max} code points of the text, the last one an ellipsis when it was longer. */
    public static String cut(String text, int max) {
        requirePositive(max);
        if (text.length() <= max || text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)).stripTrailing() + ELLIPSIS;
    }

    /** A beginning that is long enough for the result whatever is dropped from it, so that 10 MB cost no more than few. */
    private static String head(String text, int max) {
        long bound = 16L * max + 16_384;
        if (text.length() <= bound) {
            return text;
        }
        int end = (int) bound;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String withoutTerminalSequences(String text) {
        return isPlain(text) ? text : TERMINAL_SEQUENCE.matcher(text).replaceAll("");
    }

    /** Whether nothing in it needs a second look; most texts are so, and long ones cost a fraction then. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Whether it is plain, on one line, and no blank of it would go. */
    private static boolean isPlainLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    private static String withoutMarkup(String line) {
        return line.replace('<', '‹').replace('>', '›').replace('`', 'ˋ');
    }

    private static boolean isBlank(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == 0x0b || c == '\f' || c == 0x85 || Character.isSpaceChar(c);
    }

    private static boolean isNoCharacter(int c) {
        int type = Character.getType(c);
        return type == Character.SURROGATE || type == Character.PRIVATE_USE || (c & 0xFFFE) == 0xFFFE;
    }

    /** Control and format characters (direction, zero width, tags), and the few letters and marks that show nothing. */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x2065
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xffa0
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private static void requirePositive(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, got " + max);
        }
    }
}
