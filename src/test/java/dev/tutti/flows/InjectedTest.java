package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookCall;
import dev.tutti.agents.SessionId;
import dev.tutti.flows.Injected.Count;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothStores
final class InjectedTest {

    private final Injected injected = new Injected();
    private final Actor ann;

    InjectedTest(StoreFixture fixture) {
        Stage stage = new Stage(fixture);
        ann = stage.actor("ann", 101, stage.repository("repo"));
        ann.start();
    }

    @Test
    void whatAnAgentWasToldIsAddedUpByEventAndApartFromItsChildren() {
        Actor child = ann.child("helper-1");
        child.childStart();
        injected.add(ann.call(), "SessionStart", 100);
        injected.add(ann.call(), "PreToolUse", 20);
        injected.add(ann.call(), "PreToolUse", 3);
        injected.add(ann.call(), "Stop", 0);
        injected.add(child.call(), "PreToolUse", 7);

        assertThat(injected.of(ann.instance().orElseThrow()))
                .isEqualTo(Map.of("SessionStart", new Count(1, 100), "PreToolUse", new Count(2, 23)));
        assertThat(injected.of(child.instance().orElseThrow())).isEqualTo(Map.of("PreToolUse", new Count(1, 7)));
    }

    @Test
    void ofTooManyAgentsThoseThatWereToldLongestAgoAreForgotten() {
        injected.add(ann.call(), "PreToolUse", 1);
        IntStream.range(0, Injected.AGENTS_MAX - 1).forEach(this::another);
        injected.add(ann.call(), "PreToolUse", 1);
        another(Injected.AGENTS_MAX);
        assertThat(injected.of(ann.instance().orElseThrow())).containsEntry("PreToolUse", new Count(2, 2));

        IntStream.range(0, Injected.AGENTS_MAX).forEach(this::another);

        assertThat(injected.of(ann.instance().orElseThrow())).isEmpty();
    }

    private void another(int number) {
        injected.add(HookCall.of(new SessionId("session-" + number), "/", Caller.of(Map.of())), "PreToolUse", 1);
    }
}
