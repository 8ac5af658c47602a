package dev.tutti.agents.claude.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.claude.settings.HookEditor.Edited;
import dev.tutti.agents.claude.settings.JsonDocument.Position;
import dev.tutti.kernel.files.FileText;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class HookEditorTest {

    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");
    private static final List<HookEntry> WANTED = HookEntries.wanted(SettingsKind.LOCAL, LAUNCHER);
    private static final JsonMapper GENEROUS = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void addsEveryEntryOnceAndKeepsEveryForeignCharacterInOrder(String text) {
        String wired = wire(text, WANTED);

        assertThat(FoundHook.ownIn(document(wired)))
                .extracting(FoundHook::event)
                .containsExactlyInAnyOrderElementsOf(
                        WANTED.stream().map(HookEntry::event).toList());
        assertThat(isWithin(text.replaceAll("\\s", ""), wired.replaceAll("\\s", "")))
                .as(wired)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void wiringTwiceIsWiringOnce(String text) {
        String wired = wire(text, WANTED);

        assertThat(wire(wired, WANTED)).isEqualTo(wired);
    }

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void takingTheEntriesOutLeavesWhatTheFileMeantBefore(String text) {
        String unwired = unwire(wire(text, WANTED), HookEditor.containers(text));

        assertThat(meaning(unwired))
                .isEqualTo(
                        text.replaceAll("//.*|(?s)/\\*.*?\\*/", "").isBlank() || text.equals("\uFEFF")
                                ? GENEROUS.readTree("{}")
                                : meaning(text));
        assertThat(isWithin(text.replaceAll("[\\s,]", ""), unwired.replaceAll("[\\s,]", "")))
                .as(unwired)
                .isTrue();
        assertThat(document(unwired).comments()).hasSameSizeAs(document(text).comments());
    }

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void anotherLauncherTakesThePlaceOfTheOld(String text) {
        String wired = wire(text, WANTED);
        List<HookEntry> elsewhere = HookEntries.wanted(SettingsKind.LOCAL, Path.of("/new place/tutti"));

        assertThat(wire(wired, elsewhere)).isEqualTo(wired.replace("/opt/tutti/tutti", "/new place/tutti"));
    }

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void theSharedFormTakesThePlaceOfTheOther(String text) {
        String shared = wire(wire(text, WANTED), HookEntries.wanted(SettingsKind.SHARED, LAUNCHER));

        assertThat(FoundHook.ownIn(document(shared)))
                .hasSize(WANTED.size())
                .allMatch(hook -> hook.command().value().equals(HookEntries.SHARED_COMMAND));
        assertThat(shared).doesNotContain("/opt/");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "[]|1|1|the settings must be an object, not an array",
                "\"x\"|1|1|the settings must be an object, not a string",
                "null|1|1|the settings must be an object, not null",
                "{\"hooks\": []}|1|11|\"hooks\" must be an object, not an array",
                "{\"hooks\": \"x\"}|1|11|\"hooks\" must be an object, not a string",
                "{\"hooks\": null}|1|11|\"hooks\" must be an object, not null",
                "{\"hooks\": {\"Stop\": {}}}|1|20|\"Stop\" under \"hooks\" must be an array, not an object",
                "{\"hooks\": {\"Other\": 1}}|1|21|\"Other\" under \"hooks\" must be an array, not a number",
                "{\"hooks\": {}, \"hooks\": {}}|1|24|\"hooks\" stands here a second time; the client sees only the last one",
                "{\"hooks\": {\"Stop\": [], \"Stop\": []}}|1|32|\"Stop\" stands here a second time; the client sees only the last one",
                "{\"a\": }|1|7|} is not a value"
            })
    void leavesAloneWhatIsNotAsTheClientWantsIt(String text, int line, int column, String why) {
        Edited.Broken broken = new Edited.Broken(new Position(line, column), why);

        assertThat(HookEditor.with(text, WANTED)).isEqualTo(broken);
        assertThat(HookEditor.without(text, Set.of())).isEqualTo(broken);
    }

    @Test
    void laysOutNewEntriesLikeTheTextAroundThem() {
        List<HookEntry> stop = only("Stop");

        assertThat(wire("", stop)).isEqualTo("""
                {
                  "hooks": {
                    "Stop": [{"hooks": [{"type": "command", "command": "/opt/tutti/tutti", "args": ["hook", "claude"], "timeout": 5}]}]
                  }
                }
                """);
        assertThat(wire("{\"a\":1}", stop))
                .isEqualTo(
                        "{\"a\":1,\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"/opt/tutti/tutti\",\"args\":[\"hook\",\"claude\"],\"timeout\":5}]}]}}");
        assertThat(wire("{\r\n\t\"a\": 1 // one\r\n}", stop))
                .startsWith("{\r\n\t\"a\": 1, // one\r\n\t\"hooks\": {\r\n\t\t\"Stop\": [{")
                .endsWith("}]\r\n\t}\r\n}");
    }

    @Test
    void addsToTheListOfAnEventBehindForeignEntries() {
        String text = """
                {
                  "hooks": {
                    "PreToolUse": [
                      { "matcher": "Write", "hooks": [] } // keep
                    ]
                  }
                }
                """;

        assertThat(wire(text, only("PreToolUse"))).isEqualTo("""
                {
                  "hooks": {
                    "PreToolUse": [
                      { "matcher": "Write", "hooks": [] }, // keep
                      {"matcher": "Write|Edit|MultiEdit|NotebookEdit|Bash", "hooks": [{"type": "command", "command": "/opt/tutti/tutti", "args": ["hook", "claude"], "timeout": 5}]}
                    ]
                  }
                }
                """);
    }

    @Test
    void whatAPersonChangedInAnEntryStays() {
        String text = wire("{}", WANTED)
                .replace("\"timeout\": 5", "\"timeout\": 9")
                .replace("NotebookEdit|Bash", "NotebookEdit|Bash|mcp__x");

        assertThat(wire(text, WANTED)).isEqualTo(text);
    }

    @Test
    void anEntryThatSeesTooFewToolsIsReplaced() {
        String text = wire("{}", WANTED).replace("MultiEdit|NotebookEdit|Bash", "MultiEdit");

        assertThat(wire(text, WANTED)).doesNotContain("Write|Edit|MultiEdit\"").contains(HookEntries.EDITING_TOOLS);
    }

    @Test
    void doubledAndForbiddenEntriesGoAndARegisteredPostToolUseStays() {
        String own =
                "[{\"hooks\": [{\"type\": \"command\", \"command\": \"/old/tutti\", \"args\": [\"hook\", \"claude\"]}]}]";
        String text = "{\"hooks\": {\"WorktreeCreate\": " + own + ", \"PostToolUse\": " + own + ", \"Stop\": "
                + own.replace("}]}]", "}]}, ") + own.substring(1) + "}}";

        String wired = wire(text, WANTED);

        assertThat(FoundHook.ownIn(document(wired)))
                .extracting(FoundHook::event)
                .doesNotContain("WorktreeCreate")
                .contains("PostToolUse")
                .doesNotHaveDuplicates();
        assertThat(wired).doesNotContain("/old/").doesNotContain("WorktreeCreate");
    }

    @Test
    void takesOnlyItsOwnHandlerOutOfASharedGroup() {
        String text = "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"a\"}, "
                + "{\"type\": \"command\", \"command\": \"/o/tutti\", \"args\": [\"hook\", \"claude\"]}, "
                + "{\"type\": \"command\", \"command\": \"b\"}]}]}}";

        assertThat(unwire(text, Set.of()))
                .isEqualTo("{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"a\"}, "
                        + "{\"type\": \"command\", \"command\": \"b\"}]}]}}");
    }

    @Test
    void takingOutKeepsContainersThatWereThereBefore() {
        String text = "{\n  \"hooks\": {\n    \"Stop\": []\n  }\n}\n";

        assertThat(unwire(wire(text, WANTED), HookEditor.containers(text))).isEqualTo(text);
    }

    @Test
    void knowsItsOwnEntriesOfEveryFormAndNobodyElses() {
        List<String> arguments = HookEntries.ARGUMENTS;

        assertThat(HookEntries.isOwn("/a b/tutti", arguments)).isTrue();
        assertThat(HookEntries.isOwn("tutti", arguments)).isTrue();
        assertThat(HookEntries.isOwn(HookEntries.SHARED_COMMAND, List.of())).isTrue();
        assertThat(HookEntries.isOwn("\"/a b/tutti\" hook claude", List.of())).isTrue();
        assertThat(HookEntries.isOwn("/a/tutti hook claude", List.of())).isTrue();

        assertThat(HookEntries.isOwn("/a/tutti", List.of())).isFalse();
        assertThat(HookEntries.isOwn("/a/tutti", List.of("hook", "codex"))).isFalse();
        assertThat(HookEntries.isOwn("/a/tutti-frutti", arguments)).isFalse();
        assertThat(HookEntries.isOwn("log; tutti hook claude", List.of())).isFalse();
    }

    @Test
    void neverRegistersWhatWouldReplaceTheClientsOwnWork() {
        for (SettingsKind kind : SettingsKind.values()) {
            assertThat(HookEntries.wanted(kind, LAUNCHER))
                    .extracting(HookEntry::event)
                    .doesNotContain("WorktreeCreate", "WorktreeRemove", "PermissionRequest", "Setup")
                    .hasSize(13);
        }
    }

    @Test
    void theSharedFormNamesNoPathOfAMachine() {
        assertThat(wire("", HookEntries.wanted(SettingsKind.SHARED, LAUNCHER)))
                .doesNotContain("/opt/")
                .doesNotContain("args");
    }

    private static List<HookEntry> only(String event) {
        return WANTED.stream().filter(entry -> entry.event().equals(event)).toList();
    }

    static String wire(String text, List<HookEntry> entries) {
        return ((Edited.Done) HookEditor.with(text, entries)).text();
    }

    private static String unwire(String text, Set<String> keep) {
        return ((Edited.Done) HookEditor.without(text, keep)).text();
    }

    private static JsonDocument document(String text) {
        return new SettingsFile(SettingsKind.LOCAL, Path.of("/f"), new FileText.Present(text))
                .document()
                .orElseThrow(() -> new AssertionError(text));
    }

    private static JsonNode meaning(String text) {
        return GENEROUS.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** Whether {@code part} comes out of {@code whole} by leaving characters out. */
    private static boolean isWithin(String part, String whole) {
        int at = 0;
        for (int i = 0; i < whole.length() && at < part.length(); i++) {
            if (whole.charAt(i) == part.charAt(at)) {
                at++;
            }
        }
        return at == part.length();
    }
}
