package dev.tutti.kernel.glob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes patterns as extended regular expressions of POSIX over bytes, for shells in the C locale: a character is matched as
 * the bytes that UTF-8 has for it. Each {@code char} of a text here is one byte.
 */
final class Expression {

    private static final String SPECIAL = ".[]{}()\\*+?^$|";
    private static final String SPECIAL_IN_BRACKETS = "[]^-\\";
    private static final int ASCII_MAX = 0x7f;

    /** The last characters of one to four bytes, and what lies between that is none. */
    private static final int[] LAST_OF_LENGTH = {ASCII_MAX, 0x7ff, 0xffff, Character.MAX_CODE_POINT};

    private Expression() {}

    /** Matches {@code text} alone. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder();
        String bytes = bytes(text);
        for (int i = 0; i < bytes.length(); i++) {
            if (SPECIAL.indexOf(bytes.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(bytes.charAt(i));
        }
        return out.toString();
    }

    /** Matches every text of a name's characters, the empty one too. */
    static String anyName() {
        return "[^/]*";
    }

    /** Matches one character of the set. */
    static String oneOf(CodeSet set) {
        List<String> choices = new ArrayList<>();
        StringBuilder brackets = new StringBuilder();
        for (CodeSet.Range range : set.ranges()) {
            ascii(Math.max(1, range.from()), Math.min(ASCII_MAX, range.to()), brackets, choices);
            int from = ASCII_MAX + 1;
            for (int length = 1; length < LAST_OF_LENGTH.length; length++) {
                split(Math.max(from, range.from()), Math.min(LAST_OF_LENGTH[length], range.to()), choices);
                from = LAST_OF_LENGTH[length] + 1;
            }
        }
        if (!brackets.isEmpty()) {
            choices.addFirst("[" + brackets + "]");
        }
        return "(" + String.join("|", choices) + ")";
    }

    /** Whatever is special in brackets stands outside of them. */
    private static void ascii(int from, int to, StringBuilder brackets, List<String> choices) {
        int start = from;
        for (int c = from; c <= to + 1; c++) {
            boolean special = c <= to && SPECIAL_IN_BRACKETS.indexOf(c) >= 0;
            if (special || c > to) {
                range(brackets, start, c - 1);
                start = c + 1;
            }
            if (special) {
                choices.add("\\" + (char) c);
            }
        }
    }

    private static void range(StringBuilder out, int from, int to) {
        if (from <= to) {
            out.append((char) from);
        }
        if (from < to) {
            out.append('-').append((char) to);
        }
    }

    /** Cuts a range of characters of equally many bytes until each piece is a range in every byte. */
    private static void split(int from, int to, List<String> choices) {
        if (from > to) {
            return;
        }
        if (from < Character.MIN_SURROGATE && to >= Character.MIN_SURROGATE && to <= 0xffff) {
            split(from, Character.MIN_SURROGATE - 1, choices);
            split(Character.MAX_SURROGATE + 1, to, choices);
            return;
        }
        if (from >= Character.MIN_SURROGATE && from <= Character.MAX_SURROGATE) {
            split(Character.MAX_SURROGATE + 1, to, choices);
            return;
        }
        int length = utf8(from).length();
        for (int bytes = 1; bytes < length; bytes++) {
            int mask = (1 << (6 * bytes)) - 1;
            if ((from & ~mask) != (to & ~mask)) {
                if ((from & mask) != 0) {
                    split(from, from | mask, choices);
                    split((from | mask) + 1, to, choices);
                    return;
                }
                if ((to & mask) != mask) {
                    split(from, (to & ~mask) - 1, choices);
                    split(to & ~mask, to, choices);
                    return;
                }
            }
        }
        choices.add(product(utf8(from), utf8(to)));
    }

    private static String product(String from, String to) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < from.length(); i++) {
            boolean single = from.charAt(i) == to.charAt(i);
            out.append(single ? "" : "[");
            range(out, from.charAt(i), to.charAt(i));
            out.append(single ? "" : "]");
        }
        return out.toString();
    }

    private static String utf8(int codePoint) {
        return bytes(Character.toString(codePoint));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
