package dev.tutti.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoolBlocksTest {

    @Test
    void theDocumentedBlockIsRead() {
        PoolDraft draft = only("""
                All done.

                ```pool
                INSTANCE: A
                ACTION: completed
                TOPIC: Auth token refresh fix
                SUMMARY: Fixed race condition in token refresh. Added mutex locking.
                AFFECTS: auth.py, session_handler.py
                BLOCKS: Session management refactor can proceed safely
                ```

                All tests are passing.
                """);

        assertThat(draft.action()).isEqualTo(PoolAction.COMPLETED);
        assertThat(draft.topic()).isEqualTo("Auth token refresh fix");
        assertThat(draft.summary()).isEqualTo("Fixed race condition in token refresh. Added mutex locking.");
        assertThat(draft.affects()).isEqualTo("auth.py, session_handler.py");
        assertThat(draft.blocks()).isEqualTo("Session management refactor can proceed safely");
    }

    @Test
    void everyBlockIsTakenWhateverItsFenceAndLineEnds() {
        assertThat(
                        topics(
                                "```pool\nTOPIC: one\n```\nand\n~~~ Pool \r\ntopic: two\r\n~~~\r\n````POOL\nTOPIC: three\nSUMMARY: a\n```\nb\n````\n"))
                .containsExactly("one", "two", "three");
    }

    @Test
    void valuesGoOnOverLinesAndNoAddressIsAKey() {
        PoolDraft draft = only(
                "```pool\nTOPIC: t:with:colons\nSUMMARY: first\n  see http://a/b\n  note: last\nACTION: claimed\n```");

        assertThat(draft.topic()).isEqualTo("t:with:colons");
        assertThat(draft.summary()).isEqualTo("first\nsee http://a/b\nnote: last");
        assertThat(draft.action()).isEqualTo(PoolAction.CLAIMED);
    }

    @Test
    void quotedAndNestedBlocksAreExamples() {
        String text = """
                ````markdown
                ```pool
                TOPIC: an example
                ```
                ````
                > ```pool
                > TOPIC: quoted
                > ```
                ```text
                ~~~pool
                TOPIC: inside
                ~~~
                ```
                ```pool
                TOPIC: real
                ```
                """;

        assertThat(topics(text)).containsExactly("real");
        assertThat(PoolBlocks.read(text).stream().filter(block -> block.draft().isEmpty()))
                .extracting(PoolBlock::line)
                .containsExactly(2, 6, 10);
    }

    @Test
    void whatSaysNothingIsNoEntry() {
        assertThat(topics("```pool\n```\n```pool\nhello\n\n```\n```python\nTOPIC: x\n```\n"))
                .isEmpty();
        assertThat(topics("TOPIC: x")).isEmpty();
        assertThat(topics("")).isEmpty();
    }

    @Test
    void whatIsMissingOrOddIsSaid() {
        PoolBlock block = PoolBlocks.read("```pool\nACTION: Researched!!\nSUMMARY: It is slow\nTTL: soon\n")
                .getFirst();

        assertThat(block.draft()).hasValueSatisfying(draft -> {
            assertThat(draft.action()).isEqualTo(PoolAction.SIGNALING);
            assertThat(draft.said()).isEqualTo("Researched!!");
            assertThat(draft.topic()).isEqualTo("It is slow");
            assertThat(draft.ttl()).isEmpty();
        });
        assertThat(block.notes()).hasSize(4);
    }

    @Test
    void noneMeansNothing() {
        for (String nothing : List.of("None, just FYI", "none", "N/A", "-", "")) {
            assertThat(only("```pool\nTOPIC: x\nBLOCKS: " + nothing + "\n```").blocks())
                    .isEmpty();
        }
        assertThat(only("```pool\nTOPIC: x\nUNBLOCKS: Nonessential work\n```").blocks())
                .isEqualTo("Nonessential work");
    }

    @Test
    void timesToLiveAreDurationsOrSeconds() {
        assertThat(only("```pool\nTOPIC: x\nTTL: 10\n```").ttl()).contains(Duration.ofSeconds(10));
        assertThat(only("```pool\nTOPIC: x\n**TTL:** 2h\n```").ttl()).contains(Duration.ofHours(2));
    }

    @Test
    void tokensAreMasked() {
        PoolDraft draft =
                only("```pool\nTOPIC: key sk-abcdefghijklmnop1234\nSUMMARY: password=hunter22222 and more\n```");

        assertThat(draft.topic()).isEqualTo("key [masked]");
        assertThat(draft.summary()).isEqualTo("password=[masked] and more");
    }

    private static PoolDraft only(String text) {
        List<PoolBlock> blocks = PoolBlocks.read(text);
        assertThat(blocks).hasSize(1);
        return blocks.getFirst().draft().orElseThrow();
    }

    private static List<String> topics(String text) {
        return PoolBlocks.read(text).stream()
                .flatMap(block -> block.draft().stream())
                .map(PoolDraft::topic)
                .toList();
    }
}
