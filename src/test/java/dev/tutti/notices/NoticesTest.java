package dev.tutti.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.InstanceId;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
    void ofTooManyTheNewestAreKeptAndTheLossIsSaid() {
        stage.rooms().store().write(tx -> {
            for (int i = 0; i <= Notices.OWED_MAX + 1; i++) {
                notices.owe(tx, ann, "line " + i);
            }
            return 0;
        });

        List<String> told = new ArrayList<>(take(ann));
        assertThat(told).hasSize(Notices.TAKEN_MAX);
        for (List<String> more = take(ann); !more.isEmpty(); more = take(ann)) {
            told.addAll(more);
        }

        assertThat(told).hasSize(Notices.OWED_MAX).doesNotContain("line 0", "line 1", "line 2");
        assertThat(told.getFirst()).isEqualTo("(2 older words to you were not kept) line 2");
        assertThat(told.getLast()).isEqualTo("line " + (Notices.OWED_MAX + 1));
    }

    @Test
    void whatDoesNotFitStaysOwedInItsOrder() {
        owe(ann, "first", "second is long", "third");

        assertThat(take(ann, line -> line.length() < 10)).containsExactly("first");
        assertThat(take(ann)).containsExactly("second is long", "third");
    }

    @Test
    void aLineIsNeverLongerThanAnAnswerCanCarry() {
        owe(ann, "x".repeat(Notices.LINE_MAX + 1));

        assertThat(take(ann))
                .singleElement()
                .asString()
                .hasSize(Notices.LINE_MAX)
                .endsWith("…");
    }

    @Test
    void aRolledBackHandOverLeavesTheLineOwed() {
        owe(ann, "first");
        try {
            stage.rooms().store().write(tx -> {
                notices.take(tx, ann, _ -> true);
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

    @Test
    void ofManyForSessionsNobodyMeetsTheNewestAreKept() {
        stage.rooms().store().write(tx -> {
            for (int i = 0; i <= Notices.UNMET_MAX; i++) {
                notices.oweUnmet(tx, "claude", "session-" + i, "line " + i);
                notices.oweUnmet(tx, "claude", "session-" + i, "line " + i);
            }
            notices.meet(tx, "claude", "session-0", ann);
            notices.meet(tx, "claude", "session-1", ann);
            notices.meet(tx, "claude", "session-1", ann);
            notices.meet(tx, "codex", "session-2", ann);
            return 0;
        });

        assertThat(take(ann)).containsExactly("line 1");
    }

    private void owe(InstanceId to, String... lines) {
        stage.rooms().store().write(tx -> {
            List.of(lines).forEach(line -> notices.owe(tx, to, line));
            return lines.length;
        });
    }

    private List<String> take(InstanceId from) {
        return take(from, _ -> true);
    }

    private List<String> take(InstanceId from, Predicate<String> fits) {
        return stage.rooms().store().write(tx -> notices.take(tx, from, fits));
    }
}
