package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.agents.HookReply.Silent;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.FailingStore;
import dev.tutti.testing.FailingStore.Failure;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must not be edited while the store cannot answer. */
@OnBothStores
final class FailClosedTest {

    private final FailingStore store;
    private final Stage stage;
    private final Actor ann;

    FailClosedTest(StoreFixture fixture) {
        store = new FailingStore(fixture.store());
        List<PathGlob> paths = Stream.of("secrets/**", "**/*.pem")
                .map(text -> PathGlob.parse(text).orElseThrow())
                .toList();
        stage = new Stage(
                fixture.ticker(), fixture.ids(), fixture.folder(), settings -> settings.failingClosed(paths), store);
        GitPlace repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        ann.prompt("x");
    }

    @Test
    void whileTheStoreAnswersSuchAPathIsLikeAnyOther() {
        assertThat(ann.edit("t1", "secrets/key")).isInstanceOf(Silent.class);
        assertThat(ann.edit("t2", "src/f")).isInstanceOf(Silent.class);
    }

    @Test
    void whenItFailsTheEditIsRefusedWithTheReasonAndThePersonIsToldOnce() {
        store.fail(Failure.BUSY, 0);
        Refuse first = (Refuse) ann.edit("t1", "secrets/key");
        store.fail(Failure.BUSY, 0);
        Refuse second = (Refuse) ann.edit("t2", "secrets/../deep/x.pem");

        assertThat(first.reason())
                .isEqualTo("secrets/key is not to be changed while nobody can say who else is changing it"
                        + " (locks.fail_closed): Tutti's daemon cannot use its store (BUSY). Next: repeat the edit in a"
                        + " moment; if that does not help, tutti doctor says what is wrong. Do not write this file through"
                        + " the shell instead.");
        assertThat(first.personMessage().orElseThrow()).contains("cannot use its store (BUSY)");
        assertThat(second.reason()).startsWith("deep/x.pem is not to be changed");
        assertThat(second.personMessage()).isEmpty();
    }

    @Test
    void everythingElseGoesOnThen() {
        store.fail(Failure.BUSY, 0);
        assertThat(ann.edit("t1", "src/f")).isInstanceOf(Context.class);
        store.fail(Failure.BUSY, 0);
        assertThat(ann.edited("t1", "secrets/key")).isInstanceOf(Silent.class);
        store.fail(Failure.BUSY, 0);
        assertThat(ann.send(tool(new Tool.Shell("echo > secrets/key", true)))).isInstanceOf(Silent.class);
        store.fail(Failure.BUSY, 0);
        assertThat(ann.prompt("go on")).isInstanceOf(Silent.class);
    }

    @Test
    void onePathOfSeveralIsEnough() {
        store.fail(Failure.BUSY, 0);

        assertThat(((Refuse) ann.edit("t1", "src/f", "x.pem")).reason()).startsWith("x.pem is not");
    }

    @Test
    void nothingIsGrantedByIt() {
        store.fail(Failure.CRASH_BEFORE, 0);
        ann.edit("t1", "secrets/key");

        assertThat(ann.edit("t2", "secrets/key")).isInstanceOf(Refuse.class);
    }

    @Test
    void anEventThatGotNoAnswerIsJudgedByItsPathAlone() {
        Hooks hooks = stage.flows().hooks();

        HookReply refused = hooks.withoutAnswer(tool(new Tool.Edit(List.of("secrets/key"))));

        assertThat(((Refuse) refused).reason()).contains("Tutti's daemon has no answer to this call");
        assertThat(hooks.withoutAnswer(tool(new Tool.Edit(List.of("src/f"))))).isInstanceOf(Silent.class);
        assertThat(hooks.withoutAnswer(tool(new Tool.Other()))).isInstanceOf(Silent.class);
    }

    private BeforeTool tool(Tool tool) {
        return new BeforeTool(ann.call(), new ToolCall(new ToolUseId("t9"), "Some", tool));
    }
}
