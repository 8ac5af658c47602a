package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A parsed text that remembers where everything stands.
 *
 * @param text what was parsed
 * @param root absent when there is nothing but white space and comments
 * @param comments in the order of the text
 * @param leniency the first thing that plain JSON does not allow and that was accepted all the same
 */
record JsonDocument(String text, Optional<JsonValue> root, List<Comment> comments, Optional<Leniency> leniency) {

    JsonDocument {
        requireNonNull(text, "text");
        requireNonNull(root, "root");
        comments = List.copyOf(comments);
        requireNonNull(leniency, "leniency");
    }

    /** A comment; one that runs to the end of its line does not include the line's end. */
    record Comment(int start, int end, boolean toLineEnd) {}

    /** Something that is not plain JSON, with a name for people. */
    record Leniency(Position position, String what) {

        Leniency {
            requireNonNull(position, "position");
            requireNonNull(what, "what");
        }
    }

    /** A place for people: both count from one, the column in characters. */
    record Position(int line, int column) {

        /** A byte order mark takes no column. */
        static Position of(String text, int offset) {
            int line = 1;
            int lineStart = text.startsWith("\uFEFF") ? 1 : 0;
            for (int i = 0; i < offset; i++) {
                if (text.charAt(i) == '\n') {
                    line++;
                    lineStart = i + 1;
                }
            }
            return new Position(line, Math.max(0, offset - lineStart) + 1);
        }

        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }

    /** What parsing came to. */
    sealed interface Parsed {

        record Whole(JsonDocument document) implements Parsed {}

        /** Not JSON, even read generously. */
        record Malformed(Position position, String why) implements Parsed {

            public Malformed {
                requireNonNull(position, "position");
                requireNonNull(why, "why");
            }
        }
    }

    static Parsed parse(String text) {
        return JsonReader.read(text);
    }

    Position positionOf(JsonValue value) {
        return Position.of(text, value.start());
    }
}
