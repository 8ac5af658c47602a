package dev.tutti.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.claude.ClaudeCodec;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Golden;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The three use cases of the documents' guide to the pool, from the bytes that a host sends to the bytes that it gets, told to
 * instances called as the documents call them, otherwise, and not at all. Each conversation is a file that a reader can compare.
 */
@OnBothStores
final class PoolUseCasesTest {

    private static final String DOWNTIME = """
            I am starting the refactor.

            ```pool
            INSTANCE: B
            ACTION: claimed
            TOPIC: ASUS visual server refactor
            SUMMARY: Starting major refactor. ASUS unavailable 14:00-14:30.
            AFFECTS: visual_perception_client/
            BLOCKS: Visual features unavailable during window
            ```
            """;

    private final Stage stage;
    private final GitPlace repo;
    private final String folder;
    private final ClaudeCodec codec = new ClaudeCodec();
    private final Map<String, Long> processes = new HashMap<>();
    private final StringBuilder conversation = new StringBuilder();

    PoolUseCasesTest(StoreFixture fixture) throws IOException {
        fixture.ticker().setWall(Instant.parse("2026-01-08T14:00:00Z"));
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        folder = fixture.folder().toRealPath().toString();
    }

    @Test
    void workThatIsDoneIsNotDoneAgain() {
        starts("A");
        says("A", """
                The authentication bug is fixed.

                ```pool
                INSTANCE: A
                ACTION: completed
                TOPIC: Auth bug fix
                SUMMARY: Fixed token refresh race condition. Added mutex locking.
                AFFECTS: auth.py, session_handler.py
                ```

                All tests are passing.
                """);
        stage.ticker().pass(Duration.ofMinutes(10));

        for (String name : List.of("B", "feature-1", "")) {
            assertThat(starts(name)).contains("- [A] completed: Auth bug fix");
        }
        assertThat(prompts("B", "I want to fix the auth bug")).isEmpty();

        Golden.assertMatches("pool/hooks/duplicate-work.txt", conversation.toString());
    }

    @Test
    void downtimeIsKnownAtAQuarterPast() {
        for (String name : List.of("A", "B", "feature-1", "")) {
            starts(name);
        }
        says("B", DOWNTIME);
        stage.ticker().pass(Duration.ofMinutes(15));

        for (String name : List.of("A", "feature-1", "")) {
            assertThat(prompts(name, "Test image generation"))
                    .contains("[B] claimed: ASUS visual server refactor")
                    .contains("ASUS unavailable 14:00-14:30.");
            assertThat(prompts(name, "And again")).isEmpty();
        }
        assertThat(starts("D"))
                .contains("- [B] claimed: ASUS visual server refactor\\n"
                        + "  Starting major refactor. ASUS unavailable 14:00-14:30.");

        Golden.assertMatches("pool/hooks/downtime.txt", conversation.toString());
    }

    @Test
    void aDiscoveryIsSharedAndFoundByItsTopic() {
        starts("D");
        says("D", """
                ```pool
                INSTANCE: D
                ACTION: signaling
                TOPIC: Hailo NPU optimization
                SUMMARY: Hailo-8L running at 40% utilization. Could 2x speedup with better batching.
                AFFECTS: orin_sensory_cortex/ppe_inference.py
                ```
                """);

        for (String name : List.of("C", "feature-1", "")) {
            assertThat(starts(name)).contains("- [D] signaling: Hailo NPU optimization");
        }
        String found = new Typist(stage)
                .at(repo.root())
                .type("pool", "query", "--topic", "orin")
                .out();
        assertThat(found).contains("[D] signaling: Hailo NPU optimization").contains("40% utilization");

        Golden.assertMatches("pool/hooks/discovery.txt", conversation.toString());
    }

    @Test
    void whatOneSaysOfItselfIsNoNewsToIt() {
        starts("B");
        says("B", DOWNTIME);

        assertThat(prompts("B", "Go on")).isEmpty();
    }

    private String starts(String name) {
        return send(name, "SessionStart", Map.of("source", "startup"));
    }

    private String prompts(String name, String text) {
        return send(name, "UserPromptSubmit", Map.of("prompt", text));
    }

    private void says(String name, String text) {
        assertThat(send(name, "Stop", Map.of("last_assistant_message", text))).isEmpty();
    }

    /** From bytes to bytes, as the daemon's door does it. */
    private String send(String name, String event, Map<String, String> fields) {
        String session = name.isEmpty() ? "nameless" : name;
        long pid = processes.computeIfAbsent(session, _ -> 101L + processes.size());
        stage.actor(session, pid, repo);
        ObjectNode input = JsonMapper.shared().createObjectNode();
        input.put("session_id", session);
        input.put("cwd", repo.root().toString());
        input.put("hook_event_name", event);
        fields.forEach(input::put);
        Map<String, String> environment = new HashMap<>(Map.of("CLAUDE_PID", Long.toString(pid)));
        if (!name.isEmpty()) {
            environment.put("CLAUDE_INSTANCE", name);
        }
        HookEvent decoded =
                ((Decoded.Event) codec.decode(input.toString().getBytes(UTF_8), Caller.of(environment))).event();
        String answer = new String(codec.encode(decoded, stage.flows().hooks().handle(decoded)), UTF_8);
        conversation.append("> ").append(input).append('\n');
        conversation.append(("< " + answer).stripTrailing()).append("\n\n");
        for (int at = conversation.indexOf(folder); at >= 0; at = conversation.indexOf(folder)) {
            conversation.replace(at, at + folder.length(), "/home/ann");
        }
        return answer;
    }
}
