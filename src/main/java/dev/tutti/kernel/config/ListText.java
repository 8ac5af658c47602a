package dev.tutti.kernel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How several values are written as one text. */
final class ListText {

    /** Ends each value of a file's array: a character that neither a file nor a variable can hold. */
    private static final char END = '\0';

    private ListText() {}

    /** Some entries of a list are none of what it holds. */
    static final class WrongEntriesException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> entries;

        WrongEntriesException(List<String> entries) {
            super("wrong entries");
            this.entries = List.copyOf(entries);
        }

        List<String> entries() {
            return entries;
        }
    }

    /** The values of an array as one text, which {@link #entries} takes apart again. */
    static String of(List<?> values) {
        return values.stream().map(value -> String.valueOf(value) + END).collect(Collectors.joining());
    }

    /** What a person is shown of such a text. */
    static String shown(String text) {
        return text.isEmpty() || text.charAt(text.length() - 1) != END
                ? text
                : text.substring(0, text.length() - 1).replace(String.valueOf(END), ", ");
    }

    /** The values of an array, or those between the commas of a line; surrounding blanks and empty values fall away. */
    static List<String> entries(String text) {
        List<String> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        boolean isArray = text.indexOf(END) >= 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = !isArray && c == '\\' && i + 1 < text.length();
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (isArray ? c == END : c == ',' && depth <= 0) {
                add(entries, entry);
                depth = 0;
            } else {
                entry.append(c);
                if (escapes) {
                    entry.append(text.charAt(++i));
                }
            }
        }
        add(entries, entry);
        return entries;
    }

    private static void add(List<String> entries, StringBuilder entry) {
        String stripped = entry.toString().strip();
        entry.setLength(0);
        if (!stripped.isEmpty()) {
            entries.add(stripped);
        }
    }
}
