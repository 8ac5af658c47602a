package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at many costs the store no more statements than looking at few, and one frame. */
final class ManyTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Stage stage = new Stage(fixture);
    private final GitPlace tree = stage.repository("shop");
    private final Typist ann = new Typist(stage).at(tree.root());
    private int actors;

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --json",
                "status --verbose",
                "instances",
                "lock list",
                "lock list --json",
                "why src/file-0",
                "why A",
                "events",
                "complete locks"
            })
    void aLookTakesAsManyStatementsWhetherThereAreFewOrMany(String command) {
        come(3);
        long few = statements(command);

        come(30);

        assertThat(statements(command)).isEqualTo(few);
    }

    @Test
    void whatIsSaidLineByLineIsSentAtOnce() {
        come(20);
        Typist.Reader reader = new Typist.Reader();

        ann.run(reader, "events");

        assertThat(reader.frames().all()).hasSize(1);
        assertThat(reader.read(0).out().lines().count()).isGreaterThan(40);
    }

    /** Agents with children, each with a lock of its own. */
    private void come(int more) {
        for (int i = 0; i < more; i++) {
            Actor actor = stage.actor("session-" + actors, 1_000 + actors, tree);
            actor.start();
            actor.prompt("work on " + actors);
            actor.edit("call-" + actors, "src/file-" + actors);
            actor.child("child-" + actors).edit("child-call-" + actors, "src/child-" + actors);
            actors++;
        }
    }

    private long statements(String command) {
        long before = fixture.store().counts().statements();
        assertThat(ann.type(command.split(" ")).err()).isEmpty();
        return fixture.store().counts().statements() - before;
    }
}
