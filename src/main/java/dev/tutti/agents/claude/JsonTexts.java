package dev.tutti.agents.claude;

import dev.tutti.kernel.text.Foreign;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value a parser stands on as a bounded text. Any other type counts as absent and is skipped whole. */
final class JsonTexts {

    /** Most bytes of a path: what Linux takes. */
    static final int MAX_PATH_BYTES = 4_096;

    private JsonTexts() {}

    /** At most {@code max} characters from the text's beginning, well-formed; empty when it is no text. */
    static String beginning(JsonParser parser, int max) {
        if (!isText(parser)) {
            return "";
        }
        int length = parser.getStringLength();
        char[] chars = parser.getStringCharacters();
        int shown = Math.min(length, max);
        int from = parser.getStringOffset();
        if (shown < length && shown > 0 && Character.isHighSurrogate(chars[from + shown - 1])) {
            shown--;
        }
        return Foreign.wellFormed(new String(chars, from, shown));
    }

    /** At most {@code max} characters from the text's end, well-formed; empty when it is no text. */
    static String end(JsonParser parser, int max) {
        if (!isText(parser)) {
            return "";
        }
        int length = parser.getStringLength();
        char[] chars = parser.getStringCharacters();
        int shown = Math.min(length, max);
        int from = parser.getStringOffset() + length - shown;
        if (shown < length && shown > 0 && Character.isLowSurrogate(chars[from])) {
            from++;
            shown--;
        }
        return Foreign.wellFormed(new String(chars, from, shown));
    }

    /** The text as it is, up to one character more than a path may have, so that a longer one is seen to be. */
    static String path(JsonParser parser) {
        if (!isText(parser)) {
            return "";
        }
        int shown = Math.min(parser.getStringLength(), MAX_PATH_BYTES + 1);
        return new String(parser.getStringCharacters(), parser.getStringOffset(), shown);
    }

    static boolean isTrue(JsonParser parser) {
        boolean isTrue = parser.currentToken() == JsonToken.VALUE_TRUE;
        parser.skipChildren();
        return isTrue;
    }

    private static boolean isText(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return true;
        }
        parser.skipChildren();
        return false;
    }
}
