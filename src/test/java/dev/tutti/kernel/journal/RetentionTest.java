package dev.tutti.kernel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.store.Tx;
import dev.tutti.testing.Database;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The journal stays within its bounds, and what goes is the oldest. */
@OnBothStores
final class RetentionTest {

    private static final Duration LONG = Duration.ofDays(90);
    private static final long MUCH = 1L << 40;

    private final StoreFixture fixture;
    private final Journal journal = new Journal();
    private long seq = 1;

    RetentionTest(StoreFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void theOldestGoUntilTheRestIsWithinItsBoundAndNotOneMore() {
        append(1, 300);
        append(2, 400);
        long bytes = bytes();
        long one = bytes / 700;

        new Retention(fixture.store(), journal, LONG, bytes - 250 * one).tend();

        assertThat(bytes()).isEqualTo(bytes - 250 * one);
        assertThat(seqs(1)).containsExactlyElementsOf(range(251, 300));
        assertThat(seqs(2)).containsExactlyElementsOf(range(301, 700));

        new Retention(fixture.store(), journal, LONG, bytes - 250 * one - 1).tend();
        assertThat(seqs(1)).containsExactlyElementsOf(range(252, 300));
    }

    @Test
    void whatIsWithinBothBoundsStays() {
        append(1, 10);

        new Retention(fixture.store(), journal, LONG, bytes()).tend();

        assertThat(seqs(1)).hasSize(10);
    }

    @Test
    void whatIsTooOldGoesWhateverItTakes() {
        append(1, 10);
        fixture.ticker().pass(Duration.ofDays(91));
        append(1, 5);

        new Retention(fixture.store(), journal, LONG, MUCH).tend();

        assertThat(seqs(1)).containsExactlyElementsOf(range(11, 15));
    }

    /** One batch a minute did not keep up with a busy day. */
    @Test
    void manyBatchesGoAtATimeButNoneIsLarge() {
        append(1, 3 * Journal.PRUNE_BATCH_MAX + 7);
        long transactions = fixture.store().counts().transactions();

        new Retention(fixture.store(), journal, LONG, 0).tend();

        assertThat(bytes()).isZero();
        assertThat(fixture.store().counts().transactions() - transactions).isBetween(6L, 8L);
        assertThat(trim(MUCH)).isZero();
    }

    @Test
    void oneBatchIsBounded() {
        append(1, Journal.PRUNE_BATCH_MAX + 7);
        long one = bytes() / (Journal.PRUNE_BATCH_MAX + 7);

        assertThat(trim(MUCH)).isEqualTo(Journal.PRUNE_BATCH_MAX * one);
        assertThat(trim(MUCH)).isEqualTo(7 * one);
        assertThat(trim(0)).isZero();
        assertThat(trim(-5)).isZero();
    }

    @Test
    void aSettledJournalIsMeasuredSeldomAndOneThatIsTooLargeAtOnce() {
        append(1, 10);
        Retention retention = new Retention(fixture.store(), journal, LONG, bytes());
        retention.tend();
        append(1, 10);

        for (int time = 1; time < Retention.MEASURE_EVERY; time++) {
            retention.tend();
            assertThat(seqs(1)).as("at time %s", time).hasSize(20);
        }
        retention.tend();

        assertThat(seqs(1)).containsExactlyElementsOf(range(11, 20));
    }

    /** Numbers are drawn from the scope's own row, not from what is left. */
    @Test
    void aNumberIsNeverGivenAgainWhenEverythingWasDeleted() {
        Stage stage =
                new Stage(fixture.ticker(), fixture.ids(), fixture.folder(), settings -> settings, fixture.store());
        GitPlace repo = stage.repository("repo");
        stage.actor("ann", 101, repo).prompt("x");
        stage.actor("bob", 102, repo).prompt("y");
        assertThat(seqs(1)).containsExactly(1L, 2L);

        new Retention(fixture.store(), journal, LONG, 0).tend();
        stage.restart(fixture.reopen(), Duration.ZERO);
        stage.actor("cyd", 103, repo).prompt("z");

        assertThat(seqs(1)).containsExactly(3L);
    }

    @Test
    void whatAFactTakesIsAboutWhatTheDatabaseNeedsForIt() {
        long before = onDisk();
        for (int i = 0; i < 20; i++) {
            append(1, 500);
        }

        long needed = onDisk() - before;

        assertThat(bytes()).isBetween(needed * 2 / 3, needed * 3 / 2);
    }

    /** Pages are given back to the database, not to the disk: measured before anything was deleted. */
    private long onDisk() {
        String sql = fixture.database() == Database.SQLITE
                ? "SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()"
                : "SELECT pg_total_relation_size('fact') AS n";
        return fixture.store().write(tx -> tx.first(sql, row -> row.number("n")).orElseThrow());
    }

    private long trim(long excess) {
        return fixture.store().write(tx -> journal.trim(tx, excess));
    }

    private long bytes() {
        return fixture.store().read(journal::bytes);
    }

    private List<Long> seqs(long scope) {
        return fixture.store().read(tx -> journal.after(tx, scope, 0, 10_000)).stream()
                .map(RecordedFact::seq)
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** Facts as edits leave them, all of one size. */
    private void append(long scope, int count) {
        fixture.store().write(tx -> {
            for (int i = 0; i < count; i++) {
                Map<String, String> details = Map.of(
                        "fence",
                        "1234567",
                        "mode",
                        "EXCLUSIVE",
                        "hold",
                        "TASK",
                        "tree",
                        "1",
                        "reason",
                        "Modifying file via Edit");
                String actor = "claude-20260101-000000-0a1b2c3d";
                journal.append(tx, new Numbered(scope), new Fact("lock.granted", actor, "src/main/a.java", details));
            }
            return count;
        });
        fixture.ticker().pass(Duration.ofSeconds(1));
    }

    /** Draws numbers as a project's row would. */
    private final class Numbered implements Scope {

        private final long id;

        Numbered(long id) {
            this.id = id;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public long nextSeq(Tx tx) {
            return seq++;
        }
    }
}
