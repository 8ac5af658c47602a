package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonDocument.Comment;
import dev.tutti.agents.claude.settings.JsonDocument.Leniency;
import dev.tutti.agents.claude.settings.JsonDocument.Parsed;
import dev.tutti.agents.claude.settings.JsonDocument.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON and, because people write them, comments and trailing commas; keeps every place. For one text, one thread. */
final class JsonReader {

    /** Settings nest six deep; the bound keeps a hostile file from exhausting the stack. */
    static final int MAX_DEPTH = 200;

    private static final Pattern LITERAL =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private final List<Comment> comments = new ArrayList<>();
    private Optional<Leniency> leniency = Optional.empty();
    private int at;

    private JsonReader(String text) {
        this.text = text;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    static Parsed read(String text) {
        JsonReader reader = new JsonReader(text);
        try {
            return new Parsed.Whole(reader.document());
        } catch (MalformedException e) {
            return new Parsed.Malformed(Position.of(text, e.offset), e.why);
        }
    }

    private JsonDocument document() throws MalformedException {
        skipSpace();
        Optional<JsonValue> root = at == text.length() ? Optional.empty() : Optional.of(value(0));
        skipSpace();
        if (at < text.length()) {
            throw malformed("there is " + seen() + " after the end of the settings");
        }
        return new JsonDocument(text, root, comments, leniency);
    }

    private JsonValue value(int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw malformed("it is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (peek()) {
            case '{' -> {
                int start = at;
                List<JsonValue.Item> items = items('}', depth);
                yield new JsonValue.Mapping(start, at, items);
            }
            case '[' -> {
                int start = at;
                List<JsonValue.Item> items = items(']', depth);
                yield new JsonValue.Listing(start, at, items);
            }
            case '"' -> string();
            default -> literal();
        };
    }

    private List<JsonValue.Item> items(char close, int depth) throws MalformedException {
        int open = at++;
        List<JsonValue.Item> items = new ArrayList<>();
        skipSpace();
        while (peek() != close) {
            Optional<JsonValue.Text> name = close == '}' ? Optional.of(name()) : Optional.empty();
            JsonValue value = value(depth + 1);
            skipSpace();
            int comma = peek() == ',' ? at++ : -1;
            items.add(new JsonValue.Item(name, value, comma));
            skipSpace();
            if (comma < 0 && peek() != close) {
                throw malformed(endedEarly(open, close));
            }
            if (comma >= 0 && peek() == close) {
                lenient(comma, "a comma before " + close);
            }
        }
        at++;
        return items;
    }

    private String endedEarly(int open, char close) {
        return at == text.length()
                ? "the " + text.charAt(open) + " of " + Position.of(text, open) + " is never closed"
                : "there must be a comma or " + close + ", not " + seen();
    }

    private JsonValue.Text name() throws MalformedException {
        if (peek() != '"') {
            throw malformed(
                    at == text.length() ? "the file ends too early" : "there must be a name in quotes, not " + seen());
        }
        JsonValue.Text name = string();
        skipSpace();
        if (peek() != ':') {
            throw malformed("there must be a colon after \"" + name.value() + "\"");
        }
        at++;
        skipSpace();
        return name;
    }

    private JsonValue.Text string() throws MalformedException {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (true) {
            char next = peek();
            if (at == text.length() || next == '\n') {
                at = start;
                throw malformed("the string is never closed");
            }
            if (next < ' ') {
                throw malformed("a control character must be written as an escape");
            }
            at++;
            if (next == '"') {
                return new JsonValue.Text(start, at, value.toString());
            }
            value.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() throws MalformedException {
        int which = ESCAPES.indexOf(peek());
        if (which >= 0 && at < text.length()) {
            at++;
            return ESCAPED.charAt(which);
        }
        if (peek() == 'u' && text.length() - at > 4) {
            String digits = text.substring(at + 1, at + 5);
            if (digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0 && digit < 128)) {
                at += 5;
                return (char) Integer.parseInt(digits, 16);
            }
        }
        throw malformed("there is no such escape");
    }

    private JsonValue literal() throws MalformedException {
        Matcher matcher = LITERAL.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw malformed(at == text.length() ? "the file ends too early" : seen() + " is not a value");
        }
        int start = at;
        at = matcher.end();
        if (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at = start;
            throw malformed(seen() + " does not begin a value");
        }
        return new JsonValue.Literal(start, at, matcher.group());
    }

    private void skipSpace() throws MalformedException {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '/') {
                comment();
            } else if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private void comment() throws MalformedException {
        int start = at;
        boolean toLineEnd = text.startsWith("//", at);
        if (!toLineEnd && !text.startsWith("/*", at)) {
            throw malformed(seen() + " is not a value");
        }
        int close = toLineEnd ? lineEnd(at) : text.indexOf("*/", at + 2);
        if (close < 0) {
            throw malformed("the comment is never closed");
        }
        at = toLineEnd ? close : close + 2;
        comments.add(new Comment(start, at, toLineEnd));
        lenient(start, "a comment");
    }

    private int lineEnd(int from) {
        int feed = text.indexOf('\n', from);
        if (feed < 0) {
            return text.length();
        }
        return feed > from && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
    }

    private void lenient(int offset, String what) {
        if (leniency.isEmpty()) {
            leniency = Optional.of(new Leniency(Position.of(text, offset), what));
        }
    }

    /** The next character, or one that begins nothing when the text is over. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private String seen() {
        if (at == text.length()) {
            return "the end of the file";
        }
        int point = text.codePointAt(at);
        return Character.isISOControl(point) ? "U+%04X".formatted(point) : Character.toString(point);
    }

    private MalformedException malformed(String why) {
        return new MalformedException(at, why);
    }

    /** Unwinds the descent; never leaves this class. */
    private static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int offset;
        private final String why;

        MalformedException(int offset, String why) {
            super(why, null, false, false);
            this.offset = offset;
            this.why = why;
        }
    }
}
