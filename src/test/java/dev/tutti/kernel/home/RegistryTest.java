package dev.tutti.kernel.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.CountedIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123Z");

    @TempDir
    Path folder;

    private final CountedIds ids = new CountedIds();
    private Home home = new Home(Path.of("/none"));
    private Registry registry = new Registry(home);

    @BeforeEach
    void openHome() {
        home = new Home(folder);
        home.open();
        registry = new Registry(home);
    }

    private DaemonEntry starting(int second) {
        return DaemonEntry.starting(ids.uuid(), 42, new Build("0.1.0", "b1"), NOW.plusSeconds(second));
    }

    @Test
    void keepsEveryFieldThroughAllPhases() {
        DaemonEntry starting = starting(0);
        for (DaemonEntry entry : List.of(
                starting,
                starting.serving(4_711),
                starting.serving(4_711).stopping(NOW, new StopReason(StopCause.ASKED, "said \"stop\", ü")),
                starting.serving(4_711).stopped(NOW, new StopReason(StopCause.IDLE, "quiet")))) {
            assertThat(registry.put(entry)).isTrue();

            assertThat(registry.entries()).containsExactly(entry);
        }
    }

    @Test
    void theFileIsPlainJson() {
        DaemonEntry entry = starting(0).serving(7).stopped(NOW, new StopReason(StopCause.HOME_LOST, "gone"));

        registry.put(entry);

        assertThat(home.registry().resolve(entry.daemon() + ".json"))
                .hasContent("{\"daemon\":\"00000000-0000-0000-0000-000000000001\",\"pid\":42,\"port\":7,"
                        + "\"version\":\"0.1.0\",\"build\":\"b1\",\"started\":1769851800123,\"phase\":\"stopped\","
                        + "\"stopped\":1769851800123,\"cause\":\"home-lost\",\"reason\":\"gone\"}");
    }

    @Test
    void theLatestStartComesFirstAndOnlySoManyAreKept() {
        DaemonEntry last = starting(0);
        for (int i = 1; i <= Registry.ENTRIES_MAX + 5; i++) {
            last = starting(i);
            registry.put(last);
        }

        registry.tidy(last, NOW);

        assertThat(registry.entries()).hasSize(Registry.ENTRIES_MAX).first().isEqualTo(last);
    }

    @Test
    void aDaemonThatNeverSaidWhyItEndedIsSaidToHaveDied() {
        DaemonEntry killed = starting(0).serving(1);
        DaemonEntry interrupted = starting(1).serving(2).stopping(NOW, new StopReason(StopCause.ASKED, "asked"));
        DaemonEntry self = starting(2).serving(3);
        List.of(killed, interrupted, self).forEach(registry::put);

        registry.tidy(self, NOW);

        assertThat(registry.entries())
                .extracting(DaemonEntry::phase)
                .containsExactly(DaemonPhase.SERVING, DaemonPhase.STOPPED, DaemonPhase.STOPPED);
        assertThat(registry.entries().get(2).reason()).map(StopReason::cause).contains(StopCause.DIED);
        assertThat(registry.entries().get(1).reason()).map(StopReason::cause).contains(StopCause.ASKED);
    }

    @Test
    void filesThatAreNoEntriesArePassedOver() throws IOException {
        for (String text : List.of("", "{", "[]", "{\"daemon\":\"x\"}", "{\"daemon\":{}}", "null", "{\"pid\":\"7\"}")) {
            Files.writeString(home.registry().resolve("abc.json"), text);

            assertThat(registry.entries()).as(text).isEmpty();
        }
    }

    @Test
    void fieldsAndCausesOfANewerBuildAreReadAsFarAsTheyAreKnown() throws IOException {
        Files.writeString(
                home.registry().resolve("abc.json"),
                "{\"daemon\":\"00000000-0000\",\"new\":{\"a\":[1]},\"phase\":\"frozen\",\"cause\":\"bored\",\"reason\":\"r\"}");

        assertThat(registry.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.phase()).isEqualTo(DaemonPhase.STOPPED);
            assertThat(entry.reason()).contains(new StopReason(StopCause.OTHER, "r"));
        });
    }

    @Test
    void oneThatCannotBeWrittenIsNoFailure() throws IOException {
        Files.delete(home.registry());

        assertThat(registry.put(starting(0))).isFalse();
    }
}
