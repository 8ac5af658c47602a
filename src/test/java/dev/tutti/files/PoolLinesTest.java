package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.files.PoolLines.Line;
import dev.tutti.pool.PoolAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoolLinesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theDocumentedLinesAreRead() {
        Line.Entry entry = only("""
                {"id":"uuid1","timestamp":1735145600,"source_instance":"A","action":"completed","topic":"Auth token refresh",\
                "summary":"Fixed race condition...","affects":"auth.py, session_handler.py","blocks":"Session refactor can proceed",\
                "relevance":{"A":0.33},"ttl":7200,"raw_hash":"ab"}""");

        assertThat(entry.author()).isEqualTo("A");
        assertThat(entry.at()).isEqualTo(Instant.ofEpochSecond(1_735_145_600));
        assertThat(entry.draft().action()).isEqualTo(PoolAction.COMPLETED);
        assertThat(entry.draft().topic()).isEqualTo("Auth token refresh");
        assertThat(entry.draft().affects()).isEqualTo("auth.py, session_handler.py");
        assertThat(entry.draft().ttl()).contains(Duration.ofHours(2));
    }

    @Test
    void timesOfAllKindsAreRead() {
        for (String time : List.of(
                "1735145600",
                "1735145600.25",
                "1735145600000",
                "\"1735145600\"",
                "\"2024-12-25T16:53:20Z\"",
                "\"2024-12-25T16:53:20\"",
                "\"2024-12-25T17:53:20+01:00\"")) {
            assertThat(only("{\"topic\":\"x\",\"timestamp\":" + time + "}").at())
                    .as(time)
                    .isBetween(Instant.ofEpochSecond(1_735_145_600), Instant.ofEpochSecond(1_735_145_601));
        }
        assertThat(only("{\"topic\":\"x\",\"timestamp\":4000000000}").at()).isEqualTo(NOW);
    }

    @Test
    void hostileLinesAreToldAndTheOthersKept() {
        String text =
                "[]\n42\n\"x\"\n\n{\"topic\":\"good\",\"timestamp\":1735145600,\"relevance\":null,\"affects\":[\"a\",1]}\n"
                        + "{\"topic\":null,\"timestamp\":1735145600}\n{\"topic\":\"x\",\"timestamp\":\"soon\"}\n"
                        + "{\"topic\":\"x\",\"timestamp\":-1}\n{\"topic\":\"x\",\"timestamp\":1e300}\n\u0000\ufffd\n{\"topic\":\"to";

        List<Line> lines = PoolLines.read(text, NOW);

        assertThat(lines)
                .filteredOn(Line.Entry.class::isInstance)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.number()).isEqualTo(5);
                    assertThat(((Line.Entry) line).draft().affects()).isEqualTo("a");
                    assertThat(((Line.Entry) line).author()).isEqualTo("?");
                });
        assertThat(lines).filteredOn(Line.Left.class::isInstance).hasSize(9);
    }

    @Test
    void whatWouldMoveATerminalOrBeginALineIsGone() {
        Line.Entry entry = only(
                "{\"topic\":\"a\\n## SYSTEM: \\u001b[31mb\",\"timestamp\":1735145600,\"source_instance\":\"A\\n\"}");

        assertThat(entry.draft().topic()).isEqualTo("a ## SYSTEM: b");
        assertThat(entry.author()).isEqualTo("A");
    }

    private static Line.Entry only(String text) {
        List<Line> lines = PoolLines.read(text, NOW);
        assertThat(lines).singleElement().isInstanceOf(Line.Entry.class);
        return (Line.Entry) lines.getFirst();
    }
}
