package dev.tutti.agents.claude;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.BackgroundTasks;
import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClaudeCodecTest {

    private final ClaudeCodec codec = new ClaudeCodec();

    @Test
    void emptyInputIsRejected() {
        assertThat(why("")).isEqualTo("the hook input is empty");
        assertThat(why(" \n")).isEqualTo("the hook input is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{", "{\"a\":}", "\0", "{\"a\":\"\0\"}", "{'a':1}", "\ufeff{", "{\"a\":1,}"})
    void whatIsNoJsonIsRejectedInOneLine(String input) {
        assertThat(why(input))
                .startsWith("the hook input is no JSON: ")
                .doesNotContain("\n")
                .hasSizeLessThan(301);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
    void anotherJsonValueThanAnObjectIsRejected(String input) {
        assertThat(why(input)).isEqualTo("the hook input is not a JSON object");
    }

    @Test
    void aSecondValueAfterTheObjectIsRejected() {
        assertThat(why(input("\"hook_event_name\":\"Stop\"") + "{}"))
                .isEqualTo("the hook input goes on after its JSON object");
    }

    @Test
    void bytesThatAreNoUtf8AreRejected() {
        byte[] latin = "{\"session_id\":\"\u00fc\"}".getBytes(ISO_8859_1);

        assertThat(codec.decode(latin, Caller.unknown())).isInstanceOf(Decoded.Rejected.class);
    }

    @Test
    void deepNestingIsBounded() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(why(input("\"hook_event_name\":\"Stop\",\"x\":" + deep))).contains("depth");
        assertThat(event(input("\"hook_event_name\":\"Stop\",\"x\":" + "[".repeat(100) + "]".repeat(100))))
                .isInstanceOf(HookEvent.TurnEnded.class);
    }

    @Test
    void tenMegabytesOfFileAreSkipped() {
        String big = "x".repeat(10_000_000);

        HookEvent event = event(input("\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"tool_input\":{"
                + "\"content\":\"" + big + "\",\"file_path\":\"/a\"},\"tool_use_id\":\"t1\""));

        assertThat(((HookEvent.BeforeTool) event).tool().tool()).isEqualTo(new Tool.Edit(List.of("/a")));
    }

    @Test
    void moreThanSixteenMebibytesAreRejectedUnread() {
        Decoded decoded = codec.decode(new byte[ClaudeCodec.MAX_INPUT_BYTES + 1], Caller.unknown());

        assertThat(decoded)
                .isEqualTo(new Decoded.Rejected("the hook input has 16777217 bytes, at most 16777216 are read"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cwd\":\"/p\",\"hook_event_name\":\"Stop\"} | session_id is missing or no usable text",
                "{\"session_id\":7,\"cwd\":\"/p\",\"hook_event_name\":\"Stop\"} | session_id is missing or no usable text",
                "{\"session_id\":\"a b\",\"cwd\":\"/p\",\"hook_event_name\":\"Stop\"} | session_id is missing or no usable text",
                "{\"session_id\":\"s\",\"cwd\":\"/p\"} | hook_event_name is missing or no text",
                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"} | cwd is missing or no text",
                "{\"session_id\":\"s\",\"cwd\":[],\"hook_event_name\":\"Stop\"} | cwd is missing or no text",
                "{\"session_id\":\"s\",\"cwd\":\"/p\",\"hook_event_name\":\"PreToolUse\"} | PreToolUse: tool_name is missing or no text"
            })
    void whatCannotBeDoneWithoutIsNamed(String input, String why) {
        assertThat(why(input)).isEqualTo(why);
    }

    @Test
    void theCallersDirectoryStandsInForAMissingOne() {
        Decoded decoded = codec.decode(
                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}".getBytes(UTF_8),
                Caller.of(Map.of("PWD", "/home/dev")));

        assertThat(((Decoded.Event) decoded).event().call().cwd()).isEqualTo("/home/dev");
    }

    @Test
    void anUnknownEventIsKnownToBelongToItsSession() {
        HookEvent event = event(input("\"hook_event_name\":\"Something\u202eNew\\n\""));

        assertThat(event).isEqualTo(new HookEvent.Unhandled(event.call(), "SomethingNew"));
        assertThat(event.call().session().value()).isEqualTo("s1");
    }

    @Test
    void ofAFieldGivenTwiceTheLastCounts() {
        HookEvent event = event(input("\"hook_event_name\":\"Stop\",\"hook_event_name\":\"PreToolUse\","
                + "\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"/a\",\"file_path\":\"/b\"},"
                + "\"tool_input\":{\"file_path\":\"/c\",\"file_path\":\"/d\"},\"tool_use_id\":\"t\""));

        assertThat(((HookEvent.BeforeTool) event).tool().tool()).isEqualTo(new Tool.Edit(List.of("/d")));
    }

    @Test
    void aSecondInputOfAToolLeavesNothingOfTheFirst() {
        HookEvent event = event(input("\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\","
                + "\"tool_input\":{\"file_path\":\"/a\"},\"tool_input\":{},\"tool_use_id\":\"t\""));

        assertThat(((HookEvent.BeforeTool) event).tool().tool()).isEqualTo(new Tool.Other());
    }

    @ParameterizedTest
    @CsvSource({
        "Write,file_path",
        "Edit,file_path",
        "MultiEdit,file_path",
        "NotebookEdit,notebook_path",
        "NotebookEdit,file_path"
    })
    void everyEditToolNamesItsPath(String tool, String field) {
        assertThat(toolOf(tool, "\"" + field + "\":\"/a b/\u00fc\u4e16.txt\""))
                .isEqualTo(new Tool.Edit(List.of("/a b/\u00fc\u4e16.txt")));
    }

    @Test
    void aToolWithoutAUsablePathOrCommandDoesNothingKnown() {
        assertThat(toolOf("Write", "\"content\":\"x\"")).isEqualTo(new Tool.Other());
        assertThat(toolOf("Write", "\"file_path\":{\"a\":1}")).isEqualTo(new Tool.Other());
        assertThat(toolOf("Write", "\"file_path\":\"\"")).isEqualTo(new Tool.Other());
        assertThat(toolOf("Bash", "\"command\":17")).isEqualTo(new Tool.Other());
        assertThat(toolOf("mcp__x__y", "\"file_path\":\"/a\"")).isEqualTo(new Tool.Other());
    }

    @Test
    void aLongCommandIsCutAndSaysSo() {
        assertThat(toolOf("Bash", "\"command\":\"" + "x".repeat(32_000) + "\""))
                .isEqualTo(new Tool.Shell("x".repeat(32_000), true));
        assertThat(toolOf("Bash", "\"command\":\"" + "x".repeat(32_001) + "\""))
                .isEqualTo(new Tool.Shell("x".repeat(32_000), false));
    }

    @Test
    void aPathThatNoFileCanHaveIsRejected() {
        assertThat(whyPath("/" + "x".repeat(4_095))).isEmpty();
        assertThat(whyPath("/" + "x".repeat(4_096)))
                .contains("PreToolUse: the path of Write is longer than 4096 bytes");
        assertThat(whyPath("/" + "ü".repeat(2_048)))
                .contains("PreToolUse: the path of Write is longer than 4096 bytes");
        assertThat(whyPath("/a\\u0000b")).contains("PreToolUse: the path of Write contains NUL");
        assertThat(whyPath("/a\\ud800b"))
                .contains("PreToolUse: the path of Write contains half a character (a lone surrogate)");
    }

    @Test
    void aBatchKeepsItsOtherCallsWhenOnePathIsUnusable() {
        HookEvent event = event(input("\"hook_event_name\":\"PostToolBatch\",\"tool_calls\":["
                + "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"/a\\u0000\"},\"tool_use_id\":\"t1\"},"
                + "17,{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"/b\"},\"tool_use_id\":\"t2\"}]"));

        assertThat(((HookEvent.AfterBatch) event).tools())
                .extracting(tool -> tool.id().value(), ToolCall::tool)
                .containsExactly(tuple("t1", new Tool.Other()), tuple("t2", new Tool.Edit(List.of("/b"))));
    }

    @Test
    void aBatchNamesABoundedNumberOfCalls() {
        String one = "{\"tool_name\":\"Read\",\"tool_input\":{\"file_path\":\"/a\"},\"tool_use_id\":\"t\"}";
        String many = String.join(",", Collections.nCopies(1_000, one));

        HookEvent event = event(input("\"hook_event_name\":\"PostToolBatch\",\"tool_calls\":[" + many + "]"));

        assertThat(((HookEvent.AfterBatch) event).tools()).hasSize(256);
    }

    @Test
    void aCallWithoutAnIdHasTheSameStandInBeforeAndAfter() {
        String call = "\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"/a\",\"content\":\"x\"}";

        HookEvent before = event(input("\"hook_event_name\":\"PreToolUse\"," + call));
        HookEvent after = event(input("\"hook_event_name\":\"PostToolUse\"," + call));

        ToolUseId id = ((HookEvent.BeforeTool) before).tool().id();
        assertThat(((HookEvent.AfterTool) after).tool().id()).isEqualTo(id);
    }

    @Test
    void aLongPromptIsCutBetweenCharacters() {
        HookEvent event =
                event(input("\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"a" + "🎻".repeat(3_000) + "\""));

        String text = ((HookEvent.PromptSubmitted) event).text();
        assertThat(text).hasSize(3_999).endsWith("🎻");
    }

    @Test
    void ofALongAnswerTheEndIsKept() {
        HookEvent event = event(input(
                "\"hook_event_name\":\"Stop\",\"last_assistant_message\":\"" + "🎻".repeat(20_000) + "the end.\""));

        String text = ((HookEvent.TurnEnded) event).lastMessage();
        assertThat(text).hasSize(32_000).startsWith("🎻").endsWith("the end.");
    }

    @Test
    void halvesOfCharactersInTextsAreReplaced() {
        HookEvent event = event(input("\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"a\\ud800b\\udfffc\""));

        assertThat(((HookEvent.PromptSubmitted) event).text()).isEqualTo("a\ufffdb\ufffdc");
    }

    @Test
    void backgroundTasksAreKnownOnlyWhenEachCanBeToldApart() {
        assertThat(tasks("\"background_tasks\":[]")).isEqualTo(known());
        assertThat(tasks("\"background_tasks\":[{\"id\":\"a1\",\"type\":\"subagent\",\"status\":\"running\"},"
                        + "{\"id\":\"b2\",\"type\":\"shell\",\"command\":\"x\"}]"))
                .isEqualTo(known("a1", "b2"));
        assertThat(tasks("\"x\":1").known()).isFalse();
        assertThat(tasks("\"background_tasks\":null").known()).isFalse();
        assertThat(tasks("\"background_tasks\":[{\"id\":\"a1\"},17]").known()).isFalse();
        assertThat(tasks("\"background_tasks\":[{\"id\":\"t1\",\"type\":\"in_process_teammate\"}]")
                        .mayInclude(new AgentId("amate-1")))
                .isTrue();
    }

    @Test
    void aChildsEndWithoutAnAgentIsOnlyASignOfLife() {
        assertThat(event(input("\"hook_event_name\":\"SubagentStop\",\"agent_type\":\"\"")))
                .isInstanceOf(HookEvent.Unhandled.class);
        assertThat(event(input("\"hook_event_name\":\"SubagentStop\",\"agent_type\":\"\",\"agent_id\":\"a1\"")))
                .isInstanceOf(HookEvent.ChildEnded.class);
    }

    @Test
    void anInterruptedToolIsToldFromAFailedOne() {
        String call = "\"hook_event_name\":\"PostToolUseFailure\",\"tool_name\":\"Bash\",\"tool_use_id\":\"t\"";

        assertThat(((HookEvent.AfterTool) event(input(call + ",\"is_interrupt\":true"))).outcome())
                .isEqualTo(HookEvent.AfterTool.Outcome.INTERRUPTED);
        assertThat(((HookEvent.AfterTool) event(input(call + ",\"is_interrupt\":\"true\""))).outcome())
                .isEqualTo(HookEvent.AfterTool.Outcome.FAILED);
    }

    @Test
    void aLongContextIsCutAtALineAndSaysHowMuchIsMissing() {
        List<String> lines = IntStream.range(0, 1_000)
                .mapToObj(i -> "line \"" + i + "\" \\ of many")
                .toList();

        String answer = answer("PreToolUse.Write", new HookReply.Refuse("held", lines, Optional.of("person")));

        String context = output(answer).path("additionalContext").asString();
        assertThat(answer.length()).isBetween(9_400, 9_499);
        assertThat(context.lines().reduce((_, last) -> last).orElseThrow()).matches("\\(\\d+ more lines left out\\)");
        assertThat(context.lines().toList().get(300)).isEqualTo("line \"300\" \\ of many");
    }

    @Test
    void oneEndlessLineIsCutToo() {
        String answer = answer("SessionStart.startup", HookReply.context(List.of("\"".repeat(1_000_000))));

        assertThat(answer.length()).isBetween(9_400, 9_499);
        assertThat(output(answer).path("additionalContext").asString()).endsWith("\"…");
    }

    @Test
    void reasonsAndWordsForThePersonAreBounded() {
        String answer = answer(
                "PreToolUse.Edit",
                new HookReply.Refuse(
                        "🎻\"".repeat(9_000), List.of("\\".repeat(9_000)), Optional.of("p".repeat(9_000))));

        assertThat(answer.length()).isLessThanOrEqualTo(9_499);
        JsonNode json = JsonMapper.shared().readTree(answer);
        assertThat(json.path("systemMessage").asString()).hasSize(500);
        assertThat(output(answer).path("permissionDecisionReason").asString().codePoints())
                .hasSize(2_000);
    }

    @Test
    void controlCharactersAndHalvesNeverReachTheHost() {
        String answer = answer(
                "PreToolUse.Edit",
                new HookReply.Refuse("a\0\u001b[1mb\ud800", List.of("c\u0007\r\nd"), Optional.empty()));

        assertThat(output(answer).path("permissionDecisionReason").asString()).isEqualTo("ab\ufffd");
        assertThat(output(answer).path("additionalContext").asString()).isEqualTo("c\nd");
    }

    @Test
    void aReasonOfNothingVisibleStillRefuses() {
        String answer = answer("PreToolUse.Edit", HookReply.refuse("\u0001"));

        assertThat(output(answer).path("permissionDecision").asString()).isEqualTo("deny");
        assertThat(output(answer).path("permissionDecisionReason").asString()).isNotBlank();
    }

    private String answer(String sample, HookReply reply) {
        return new String(codec.encode(ClaudeSamples.event(codec, sample), reply), UTF_8);
    }

    private static JsonNode output(String answer) {
        return JsonMapper.shared().readTree(answer).path("hookSpecificOutput");
    }

    private static BackgroundTasks known(String... ids) {
        return new BackgroundTasks(true, List.of(ids));
    }

    private BackgroundTasks tasks(String field) {
        return ((HookEvent.TurnEnded) event(input("\"hook_event_name\":\"Stop\"," + field))).backgroundTasks();
    }

    private Tool toolOf(String name, String field) {
        HookEvent event = event(input("\"hook_event_name\":\"PreToolUse\",\"tool_use_id\":\"t\",\"tool_name\":\"" + name
                + "\",\"tool_input\":{" + field + "}"));
        return ((HookEvent.BeforeTool) event).tool().tool();
    }

    private Optional<String> whyPath(String path) {
        String input = input("\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"tool_use_id\":\"t\","
                + "\"tool_input\":{\"file_path\":\"" + path + "\"}");
        return codec.decode(input.getBytes(UTF_8), Caller.unknown()) instanceof Decoded.Rejected(String why)
                ? Optional.of(why)
                : Optional.empty();
    }

    private static String input(String fields) {
        return "{\"session_id\":\"s1\",\"cwd\":\"/p\"," + fields + "}";
    }

    private HookEvent event(String input) {
        return switch (codec.decode(input.getBytes(UTF_8), Caller.unknown())) {
            case Decoded.Event(HookEvent event) -> event;
            case Decoded.Rejected(String why) -> throw new AssertionError(why);
        };
    }

    private String why(String input) {
        return switch (codec.decode(input.getBytes(UTF_8), Caller.unknown())) {
            case Decoded.Event(HookEvent event) -> throw new AssertionError("decoded as " + event);
            case Decoded.Rejected(String why) -> why;
        };
    }
}
