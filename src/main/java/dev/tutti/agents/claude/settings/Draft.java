package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.IntConsumer;

/** A JSON value that is going to be written, in the layout of the text around it. */
sealed interface Draft {

    record Mapping(List<Entry> entries) implements Draft {

        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    record Listing(List<Draft> values) implements Draft {

        public Listing {
            values = List.copyOf(values);
        }
    }

    record Text(String value) implements Draft {

        public Text {
            requireNonNull(value, "value");
        }
    }

    record Count(int value) implements Draft {}

    /** A value that takes one line, however the text around it is laid out. */
    record Line(Draft value) implements Draft {

        public Line {
            requireNonNull(value, "value");
        }
    }

    record Entry(String name, Draft value) {

        public Entry {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }

        String write(Layout layout, String indent) {
            return quote(name) + layout.colon() + value.write(layout, indent);
        }
    }

    /** The text of this value when the line on which it begins is indented by {@code indent}. */
    default String write(Layout layout, String indent) {
        return switch (this) {
            case Text text -> quote(text.value);
            case Count count -> Integer.toString(count.value);
            case Line line -> line.value.write(layout.onOneLine(), indent);
            case Mapping mapping ->
                wrap(
                        '{',
                        mapping.entries.stream()
                                .map(entry -> entry.write(layout, layout.deeper(indent)))
                                .toList(),
                        '}',
                        layout,
                        indent);
            case Listing listing ->
                wrap(
                        '[',
                        listing.values.stream()
                                .map(value -> value.write(layout, layout.deeper(indent)))
                                .toList(),
                        ']',
                        layout,
                        indent);
        };
    }

    private static String wrap(char open, List<String> parts, char close, Layout layout, String indent) {
        String inner = layout.lineStart(layout.deeper(indent));
        return open
                + inner
                + String.join("," + layout.between(layout.deeper(indent)), parts)
                + layout.lineStart(indent)
                + close;
    }

    /** A JSON string; only what must be escaped is. */
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        IntConsumer append = character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                quoted.append("\\u%04x".formatted(character));
            } else {
                quoted.append((char) character);
            }
        };
        value.chars().forEach(append);
        return quoted.append('"').toString();
    }
}
