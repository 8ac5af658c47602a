package dev.tutti.agents.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import dev.tutti.testing.Golden;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every sample in, the exact event and the exact answers out, as files a reader can compare. */
class ClaudeGoldenTest {

    private static final Map<String, HookReply> REPLIES = replies();

    private final ClaudeCodec codec = new ClaudeCodec();

    static List<String> samples() {
        return ClaudeSamples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsDecodedAsKept(String name) {
        HookEvent event = ClaudeSamples.event(codec, name);

        Golden.assertMatches("claude/decoded/" + name + ".txt", described(event, ""));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theAnswersToASampleAreAsKept(String name) {
        HookEvent event = ClaudeSamples.event(codec, name);
        StringBuilder answers = new StringBuilder();
        REPLIES.forEach((kind, reply) -> answers.append((kind + ": " + answer(event, reply)).stripTrailing())
                .append('\n'));

        Golden.assertMatches("claude/answers/" + name + ".txt", answers.toString());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anAnswerNeverAllowsNeverRewritesAndNeverGoesOn(String name) {
        HookEvent event = ClaudeSamples.event(codec, name);
        for (HookReply reply : REPLIES.values()) {
            String answer = answer(event, reply);
            if (answer.isEmpty()) {
                continue;
            }

            JsonNode json = JsonMapper.shared().readTree(answer);
            assertThat(json.propertyNames()).isSubsetOf("systemMessage", "hookSpecificOutput");
            JsonNode output = json.path("hookSpecificOutput");
            assertThat(output.propertyNames())
                    .isSubsetOf("hookEventName", "permissionDecision", "permissionDecisionReason", "additionalContext");
            assertThat(output.path("permissionDecision").asString("deny")).isIn("deny", "ask");
            assertThat(answer).doesNotContain("\n").doesNotContain("allow").doesNotContain("updatedInput");
            if (!output.isMissingNode()) {
                assertThat(name).startsWith(output.path("hookEventName").asString() + extension(name));
                assertThat(name).doesNotStartWith("Stop").doesNotStartWith("SubagentStop");
            }
        }
    }

    @Test
    void keptAnswersContainNoPermissionAndNoChangedInput() {
        for (String name : Golden.names("claude/answers")) {
            String kept = new String(Golden.bytes("claude/answers/" + name), StandardCharsets.UTF_8);

            assertThat(kept)
                    .as(name)
                    .doesNotContain("allow")
                    .doesNotContain("updatedInput")
                    .doesNotContain("block");
        }
    }

    @Test
    void everyKeptFileBelongsToASample() {
        List<String> texts = samples().stream().map(name -> name + ".txt").toList();

        assertThat(Golden.names("claude/decoded")).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(Golden.names("claude/answers")).containsExactlyInAnyOrderElementsOf(texts);
    }

    private String answer(HookEvent event, HookReply reply) {
        return new String(codec.encode(event, reply), StandardCharsets.UTF_8);
    }

    private static String extension(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private static Map<String, HookReply> replies() {
        List<String> lines =
                List.of("2 others are live: A on \"login\", C on \"docs\".", "", "\tGrüße 🎻 \\ /\u202e\u001b[1m");
        Optional<String> person = Optional.of("Tutti: the store is read-only");
        Map<String, HookReply> replies = new LinkedHashMap<>();
        replies.put("silent", HookReply.silent());
        replies.put("context", HookReply.context(lines));
        replies.put("context and person", new HookReply.Context(lines, person));
        replies.put("person", HookReply.silent().withPersonMessage(person.get()));
        replies.put("refuse", HookReply.refuse("tour.txt is held by B (\"login\") since 3 min.\nAsk B or wait."));
        replies.put("refuse, context and person", new HookReply.Refuse("held by B", lines, person));
        replies.put("ask", HookReply.ask("B holds tour.txt. Take it over?"));
        replies.put("ask, context and person", new HookReply.Ask("B holds tour.txt. Take it over?", lines, person));
        return replies;
    }

    /** One line for each component that says something; the caller is the same everywhere. */
    private static String described(Object value, String indent) {
        if (!(value instanceof Record record)) {
            return switch (value) {
                case String text -> " \"" + text.replace("\n", "\\n") + "\"\n";
                case Optional<?> optional ->
                    optional.map(inner -> described(inner, indent)).orElse(" -\n");
                case List<?> list -> {
                    StringBuilder out = new StringBuilder(" " + list.size() + " of them\n");
                    list.forEach(inner -> out.append(indent).append("-").append(described(inner, indent + "  ")));
                    yield out.toString();
                }
                default -> " " + value + "\n";
            };
        }
        StringBuilder out = new StringBuilder(" " + record.getClass().getSimpleName() + "\n");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (component.getType() != Caller.class) {
                out.append(indent).append(component.getName()).append(':');
                out.append(described(valueOf(record, component), indent + "  "));
            }
        }
        return indent.isEmpty() ? out.toString().strip() + "\n" : out.toString();
    }

    private static Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
