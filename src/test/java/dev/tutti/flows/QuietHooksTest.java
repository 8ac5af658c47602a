package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.notes.Author;
import dev.tutti.pool.Origin;
import dev.tutti.pool.Pool;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.projects.Monitor;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a hook that has nothing to tell asks of the store, however much there is in it. */
@OnBothStores
final class QuietHooksTest {

    private final StoreFixture fixture;
    private final Stage stage;
    private final Actor ann;
    private final Actor bob;

    QuietHooksTest(StoreFixture fixture) {
        this.fixture = fixture;
        stage = new Stage(fixture);
        GitPlace repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
        ann.start();
        bob.start();
    }

    @Test
    void aPromptAsksOnceForTheNewsOfThePoolAndOnceForThatOfNotes() {
        int ofClock = fixture.database() == Database.POSTGRESQL ? 1 : 0;

        assertThat(ofPrompt().statements()).isEqualTo(7 + ofClock);
    }

    @Test
    void whatWasToldBeforeCostsNothing() {
        StoreCounts ofPrompt = ofPrompt();
        StoreCounts ofResult = ofResult();
        for (int i = 0; i < 200; i++) {
            leave("number " + i);
        }
        bob.told();

        assertThat(ofPrompt()).isEqualTo(ofPrompt);
        assertThat(ofResult()).isEqualTo(ofResult);
    }

    /** A session that began before Tutti did. */
    @Test
    void whoWasNeverToldAnythingGetsTheDigestAtItsPrompt() {
        leave("the port is 8081");
        Instance reader = bob.instance().orElseThrow();
        stage.rooms().store().write(tx -> {
            stage.rooms().pool().forget(tx, reader.id());
            stage.rooms().notes().forget(tx, reader.id());
            return reader;
        });
        assertThat(bob.told()).isEmpty();

        HookReply reply = bob.prompt("x");

        assertThat(((HookReply.Context) reply).lines())
                .contains("- [A] completed: the port is 8081", "- [A] the port is 8081 (now)");
        assertThat(bob.told()).isEmpty();
    }

    private StoreCounts ofPrompt() {
        bob.prompt("x");
        return counted(() -> bob.prompt("y"));
    }

    private StoreCounts ofResult() {
        bob.batch("t1");
        return counted(() -> bob.batch("t2"));
    }

    private StoreCounts counted(Supplier<HookReply> hook) {
        StoreCounts before = stage.rooms().store().counts();
        assertThat(hook.get()).isEqualTo(HookReply.silent());
        StoreCounts after = stage.rooms().store().counts();
        return new StoreCounts(
                after.transactions() - before.transactions(),
                after.statements() - before.statements(),
                after.rows() - before.rows());
    }

    /** A says this in the pool and leaves it as a note. */
    private void leave(String text) {
        Instance author = ann.instance().orElseThrow();
        PoolDraft draft = new PoolDraft(
                PoolAction.COMPLETED, "", text, "", "", List.of(), "", Optional.empty(), Origin.POSTED, "");
        stage.rooms().store().write(tx -> {
            Monitor monitor = stage.rooms().projects().enter(tx, author.project());
            stage.rooms().pool().post(tx, monitor, draft, Pool.Author.of(tx, author), Duration.ofHours(1));
            return stage.rooms().notes().add(tx, monitor, text, Author.of(author));
        });
    }
}
