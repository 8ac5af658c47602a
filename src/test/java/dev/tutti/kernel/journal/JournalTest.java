package dev.tutti.kernel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.store.Tx;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothStores
final class JournalTest {

    private final StoreFixture fixture;
    private final Journal journal = new Journal();
    private long seq = 1;

    JournalTest(StoreFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void factsAreReadAsTheyWereWrittenInOrder() {
        Map<String, String> odd = Map.of("name", "\"quoted\" \\ \n \u00e9 \ud83c\udfb5");
        append(new Fact("room.done", "ann", "src/f", odd), new Fact("room.undone", "bob", "src/g", Map.of()));

        List<RecordedFact> facts = fixture.store().read(tx -> journal.after(tx, 1, 0, 10));

        assertThat(facts).extracting(RecordedFact::seq).containsExactly(1L, 2L);
        assertThat(facts.getFirst().fact().details()).isEqualTo(odd);
        assertThat(facts.getFirst().at()).isEqualTo(fixture.ticker().wall());
    }

    @Test
    void looksAreBoundedAndEachInItsOwnOrder() {
        for (int i = 1; i <= 5; i++) {
            append(new Fact("room.done", i % 2 == 0 ? "ann" : "bob", "f" + i % 2, Map.of()));
            fixture.ticker().pass(Duration.ofMinutes(1));
        }

        assertThat(seqs(tx -> journal.after(tx, 1, 2, 2))).containsExactly(3L, 4L);
        assertThat(seqs(tx -> journal.since(tx, 1, fixture.ticker().wall().minus(Duration.ofMinutes(4)), 2)))
                .containsExactly(4L, 5L);
        assertThat(seqs(tx -> journal.about(tx, 1, "f1", 2))).containsExactly(5L, 3L);
        assertThat(seqs(tx -> journal.by(tx, 1, "ann", 9))).containsExactly(4L, 2L);
        assertThat(seqs(tx -> journal.after(tx, 2, 0, 9))).isEmpty();
    }

    @Test
    void aFactIsAnnouncedAfterItsCommitAndNeverWhenThereWasNone() {
        List<String> heard = new ArrayList<>();
        journal.listen(fact -> {
            throw new IllegalStateException("a broken listener");
        });
        journal.listen(fact -> heard.add(fact.fact().kind()));
        try {
            fixture.store().write(tx -> {
                journal.append(tx, new Scope1(), new Fact("room.never", "", "", Map.of()));
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException expected) {
            assertThat(heard).isEmpty();
        }
        seq = 1;

        append(new Fact("room.done", "", "", Map.of()));

        assertThat(heard).containsExactly("room.done");
        assertThat(seqs(tx -> journal.after(tx, 1, 0, 9))).containsExactly(1L);
    }

    @Test
    void oldFactsAreDeletedInBatchesAndNewOnesStay() {
        for (int i = 0; i <= Journal.PRUNE_BATCH_MAX; i++) {
            append(new Fact("room.done", "", "", Map.of()));
        }
        fixture.ticker().pass(Duration.ofDays(1));
        append(new Fact("room.late", "", "", Map.of()));

        assertThat(prune()).isEqualTo(Journal.PRUNE_BATCH_MAX);
        assertThat(prune()).isEqualTo(1);
        assertThat(prune()).isZero();
        assertThat(seqs(tx -> journal.after(tx, 1, 0, 9))).containsExactly(seq - 1);
    }

    private int prune() {
        return fixture.store().write(tx -> journal.prune(tx, fixture.ticker().wall()));
    }

    private void append(Fact... facts) {
        fixture.store().write(tx -> {
            for (Fact fact : facts) {
                journal.append(tx, new Scope1(), fact);
            }
            return facts.length;
        });
    }

    private List<Long> seqs(dev.tutti.kernel.store.Store.Work<List<RecordedFact>> look) {
        return fixture.store().read(look).stream().map(RecordedFact::seq).toList();
    }

    /** Numbers facts as a project's row would. */
    private final class Scope1 implements Scope {

        @Override
        public long id() {
            return 1;
        }

        @Override
        public long nextSeq(Tx tx) {
            return seq++;
        }
    }
}
