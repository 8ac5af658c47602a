package dev.tutti.agents.claude.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.claude.settings.JsonDocument.Parsed;
import dev.tutti.agents.claude.settings.JsonDocument.Position;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

final class JsonDocumentTest {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = ';',
            value = {
                "{;1;2;the file ends too early",
                "{\"a\" 1};1;6;there must be a colon after \"a\"",
                "{\"a\":1 \"b\":2};1;8;there must be a comma or }, not \"",
                "{\"a\":1;1;7;the { of line 1, column 1 is never closed",
                "{a:1};1;2;there must be a name in quotes, not a",
                "{'a':1};1;2;there must be a name in quotes, not '",
                "{\"a\":tru};1;6;t is not a value",
                "{\"a\":truer};1;6;t does not begin a value",
                "{\"a\":01};1;6;0 does not begin a value",
                "{\"a\":NaN};1;6;N is not a value",
                "{\"a\":};1;6;} is not a value",
                "{\"a\":\"x;1;6;the string is never closed",
                "{\"a\":\"\\x\"};1;8;there is no such escape",
                "{\"a\":\"\\u12g4\"};1;8;there is no such escape",
                "{} {};1;4;there is { after the end of the settings",
                "{} ,;1;4;there is , after the end of the settings",
                "{/* };1;2;the comment is never closed",
                "[1,,2];1;4;, is not a value"
            })
    void saysWhereAndWhyATextIsBroken(String text, int line, int column, String why) {
        assertThat(JsonDocument.parse(text)).isEqualTo(new Parsed.Malformed(new Position(line, column), why));
    }

    @Test
    void countsLinesAndDoesNotCountTheByteOrderMark() {
        assertThat(JsonDocument.parse("\uFEFF!"))
                .isEqualTo(new Parsed.Malformed(new Position(1, 1), "! is not a value"));
        assertThat(JsonDocument.parse("{\r\n  \"a\": 1,\r\n  b\r\n}"))
                .isEqualTo(new Parsed.Malformed(new Position(3, 3), "there must be a name in quotes, not b"));
    }

    @Test
    void aControlCharacterInAStringIsBroken() {
        assertThat(JsonDocument.parse("[\"a\tb\"]")).isInstanceOf(Parsed.Malformed.class);
        assertThat(JsonDocument.parse("[\u0000]")).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void endlessNestingIsBrokenAndDoesNotExhaustTheStack() {
        assertThat(JsonDocument.parse("[".repeat(1_000_000))).isInstanceOf(Parsed.Malformed.class);
    }

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void everyFixtureIsWhole(String text) {
        assertThat(JsonDocument.parse(text)).isInstanceOf(Parsed.Whole.class);
    }

    @Test
    void agreesWithAStrictParserOnMutilatedTexts() {
        Random random = new Random(20_261);
        String source = "{\"a\": [1, -2.5e3, true, null, \"x\\n\\u00e9\"], \"b\": {\"c\": {}, \"d\": [[]]}}";
        String characters = "{}[]:,\"\\ntru0e-. \n\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(source);
            for (int times = random.nextInt(3); times >= 0; times--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, characters.charAt(random.nextInt(characters.length())));
                    default -> text.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
                }
            }

            assertThat(isPlain(text.toString())).as(text.toString()).isEqualTo(isStrict(text.toString()));
        }
    }

    private static boolean isPlain(String text) {
        return JsonDocument.parse(text) instanceof Parsed.Whole whole
                && whole.document().root().isPresent()
                && whole.document().leniency().isEmpty();
    }

    private static boolean isStrict(String text) {
        try {
            return !STRICT.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }
}
