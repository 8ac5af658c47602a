package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Golden;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    private final Conversation conversation;

    PoolUseCasesTest(StoreFixture fixture) throws IOException {
        fixture.ticker().setWall(Instant.parse("2026-01-08T14:00:00Z"));
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        conversation = new Conversation(stage, repo, fixture.folder().toRealPath());
    }

    @Test
    void workThatIsDoneIsNotDoneAgain() {
        conversation.starts("A");
        conversation.says("A", """
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
            assertThat(conversation.starts(name)).contains("- [A] completed: Auth bug fix");
        }
        assertThat(conversation.prompts("B", "I want to fix the auth bug")).isEmpty();

        Golden.assertMatches("pool/hooks/duplicate-work.txt", conversation.text());
    }

    @Test
    void downtimeIsKnownAtAQuarterPast() {
        for (String name : List.of("A", "B", "feature-1", "")) {
            conversation.starts(name);
        }
        conversation.says("B", DOWNTIME);
        stage.ticker().pass(Duration.ofMinutes(15));

        for (String name : List.of("A", "feature-1", "")) {
            assertThat(conversation.prompts(name, "Test image generation"))
                    .contains("[B] claimed: ASUS visual server refactor")
                    .contains("ASUS unavailable 14:00-14:30.");
            assertThat(conversation.prompts(name, "And again")).isEmpty();
        }
        assertThat(conversation.starts("D"))
                .contains("- [B] claimed: ASUS visual server refactor\\n"
                        + "  Starting major refactor. ASUS unavailable 14:00-14:30.");

        Golden.assertMatches("pool/hooks/downtime.txt", conversation.text());
    }

    @Test
    void aDiscoveryIsSharedAndFoundByItsTopic() {
        conversation.starts("D");
        conversation.says("D", """
                ```pool
                INSTANCE: D
                ACTION: signaling
                TOPIC: Hailo NPU optimization
                SUMMARY: Hailo-8L running at 40% utilization. Could 2x speedup with better batching.
                AFFECTS: orin_sensory_cortex/ppe_inference.py
                ```
                """);

        for (String name : List.of("C", "feature-1", "")) {
            assertThat(conversation.starts(name)).contains("- [D] signaling: Hailo NPU optimization");
        }
        String found = new Typist(stage)
                .at(repo.root())
                .type("pool", "query", "--topic", "orin")
                .out();
        assertThat(found).contains("[D] signaling: Hailo NPU optimization").contains("40% utilization");

        Golden.assertMatches("pool/hooks/discovery.txt", conversation.text());
    }

    @Test
    void whatOneSaysOfItselfIsNoNewsToIt() {
        conversation.starts("B");
        conversation.says("B", DOWNTIME);

        assertThat(conversation.prompts("B", "Go on")).isEmpty();
    }
}
