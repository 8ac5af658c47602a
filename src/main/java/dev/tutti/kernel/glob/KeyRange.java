package dev.tutti.kernel.glob;

import static java.util.Objects.requireNonNull;

/**
 * A stretch of keys for {@code key >= from AND key < below}, in the order of code points: SQLite's BINARY collation,
 * PostgreSQL's {@code COLLATE "C"}, not the order of {@link String#compareTo}.
 *
 * @param from the first key in it
 * @param below the first key after it
 */
public record KeyRange(String from, String below) {

    /** Above every key: a name has at most 255 bytes on every file system, this one has 1,024. */
    private static final String ABOVE_ALL =
            Character.toString(Character.MAX_CODE_POINT).repeat(256);

    public KeyRange {
        requireNonNull(from, "from");
        requireNonNull(below, "below");
    }

    /** All keys that begin with {@code prefix}; all keys when it is empty. */
    static KeyRange startingWith(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            int start = end - Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                return new KeyRange(prefix, prefix.substring(0, start) + Character.toString(following(last)));
            }
            end = start;
        }
        return new KeyRange(prefix, ABOVE_ALL);
    }

    /** Surrogates are no characters of their own and cannot be stored. */
    private static int following(int codePoint) {
        return codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
    }
}
