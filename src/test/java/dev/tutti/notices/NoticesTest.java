package dev.tutti.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.InstanceId;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothStores
final class NoticesTest {

    private final Stage stage;
    private final Notices notices = new Notices();
    private final InstanceId ann;
    private final InstanceId child;

    NoticesTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        Actor actor = stage.actor("ann", 101, stage.repository("repo"));
        actor.child("one").edit("t1", "f");
        ann = actor.instance().orElseThrow().id();
        child = actor.child("one").instance().orElseThrow().id();
    }

    @Test
    void aLineIsOwedOnceAndHandedOverOnceInOrder() {
        owe(ann, "first", "second", "first");

        assertThat(take(ann)).containsExactly("first", "second");
        assertThat(take(ann)).isEmpty();
        owe(ann, "first");
        assertThat(take(ann)).containsExactly("first");
    }

    @Test
    void ofTooManyTheNewestAreKept() {
        for (int i = 0; i <= Notices.OWED_MAX; i++) {
            owe(ann, "line " + i);
        }

        assertThat(take(ann)).hasSize(Notices.OWED_MAX).doesNotContain("line 0").contains("line 1");
    }

    @Test
    void aRolledBackHandOverLeavesTheLineOwed() {
        owe(ann, "first");
        try {
            stage.rooms().store().write(tx -> {
                notices.take(tx, ann);
                throw new IllegalStateException("the answer failed");
            });
        } catch (IllegalStateException expected) {
            assertThat(take(ann)).containsExactly("first");
        }
    }

    @Test
    void aChildsLinesBecomeItsParents() {
        owe(child, "first");

        stage.rooms().store().write(tx -> {
            notices.pass(tx, child, ann);
            return true;
        });

        assertThat(take(ann)).containsExactly("first");
        assertThat(take(child)).isEmpty();
    }

    private void owe(InstanceId to, String... lines) {
        stage.rooms().store().write(tx -> {
            List.of(lines).forEach(line -> notices.owe(tx, to, line));
            return lines.length;
        });
    }

    private List<String> take(InstanceId from) {
        return stage.rooms().store().write(tx -> notices.take(tx, from));
    }
}
