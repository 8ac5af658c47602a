package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.testing.Database;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@OnBothStores
class StoreTest {

    private final StoreFixture fixture;
    private final Store store;

    StoreTest(StoreFixture fixture) {
        this.fixture = fixture;
        this.store = fixture.store();
        Map<String, String> words =
                fixture.database() == Database.SQLITE ? SqliteConnections.WORDS : PostgresConnections.WORDS;
        String table = "CREATE TABLE things (id %s, name %s NOT NULL UNIQUE, size %s)"
                .formatted(words.get("identity"), words.get("text"), words.get("long"));
        store.write(tx -> tx.update(table));
    }

    @Test
    void aWriteThatReturnedIsThereForTheNextReader() {
        put("a", 1);

        assertThat(names()).containsExactly("a");
    }

    @Test
    void aDurableWriteIsAWrite() {
        store.writeDurably(tx -> insert(tx, "a", 1));

        assertThat(names()).containsExactly("a");
    }

    @Test
    void whatWasWrittenIsThereAfterTheNextStart() {
        put("a", 1);

        Store next = fixture.reopen();

        assertThat(names(next)).containsExactly("a");
    }

    @Test
    void workThatThrewLeavesNothing() {
        assertThatThrownBy(() -> store.write(tx -> {
                    insert(tx, "a", 1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(names()).isEmpty();
    }

    @Test
    void workThatGoesOnAfterAFailedStatementLeavesNothing() {
        put("a", 1);

        assertThatThrownBy(() -> store.write(tx -> {
                    insert(tx, "b", 1);
                    assertThatThrownBy(() -> insert(tx, "a", 2)).isInstanceOf(StoreException.class);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CONSTRAINT));

        assertThat(names()).containsExactly("a");
    }

    @Test
    void theStoreServesOnAfterAFailure() {
        assertThatThrownBy(() -> store.write(tx -> tx.update("INSERT INTO nowhere (a) VALUES (1)")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.BROKEN));

        put("a", 1);

        assertThat(names()).containsExactly("a");
    }

    @Test
    void whatFollowsACommitRunsAfterItAndNeverWithoutOne() {
        List<String> said = new ArrayList<>();

        store.write(tx -> {
            tx.afterCommit(() -> said.add("after"));
            said.add("within");
            return true;
        });
        assertThatThrownBy(() -> store.write(tx -> {
            tx.afterCommit(() -> said.add("never"));
            throw new IllegalStateException("no");
        }));

        assertThat(said).containsExactly("within", "after");
    }

    @Test
    void whatFollowsACommitCannotUndoIt() {
        List<String> said = new ArrayList<>();

        int touched = store.write(tx -> {
            tx.afterCommit(() -> {
                throw new IllegalStateException("a subscriber's bug");
            });
            tx.afterCommit(() -> said.add("the next one"));
            return insert(tx, "a", 1);
        });

        assertThat(touched).isEqualTo(1);
        assertThat(said).containsExactly("the next one");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aTransactionInsideATransactionIsRefused() {
        assertThatThrownBy(() -> store.write(_ -> store.write(_ -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pass the Tx on");
        assertThatThrownBy(() -> store.read(_ -> store.write(_ -> true))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTransactionOfAnotherStoreInsideATransactionIsRefusedToo() {
        try (var other = new StoreFixture(Database.SQLITE)) {
            assertThatThrownBy(() -> store.write(_ -> other.store().read(_ -> true)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aWriteInAReadIsRefused() {
        assertThatThrownBy(() -> store.read(tx -> insert(tx, "a", 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read(
                        tx -> tx.list("INSERT INTO things (name) VALUES ('a') RETURNING id", row -> row.number("id"))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.READ_ONLY));

        assertThat(names()).isEmpty();
    }

    @Test
    void aReadSeesOneSnapshotFromItsFirstLook() throws InterruptedException {
        put("a", 1);
        var looked = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        var seen = new AtomicReference<List<List<String>>>();

        Thread reader = Thread.ofVirtual()
                .start(() -> seen.set(store.read(tx -> {
                    List<String> before = names(tx);
                    looked.countDown();
                    await(written);
                    return List.of(before, names(tx));
                })));
        await(looked);
        put("b", 2);
        written.countDown();
        reader.join();

        assertThat(seen.get()).containsExactly(List.of("a"), List.of("a"));
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws InterruptedException {
        put("a", 0);

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                clients.submit(this::addTen);
            }
        }

        long size = store.read(tx -> sizeOf(tx, "a", ""));
        assertThat(size).isEqualTo(200);
    }

    private void addTen() {
        for (int i = 0; i < 10; i++) {
            store.write(tx -> {
                long size = sizeOf(tx, "a", tx.dialect().forUpdate());
                return tx.update("UPDATE things SET size = ? WHERE name = ?", size + 1, "a");
            });
        }
    }

    @Test
    void anIdIsNeverGivenTwice() {
        long first = store.write(tx -> tx.insert("INSERT INTO things (name) VALUES (?) RETURNING id", "a"));
        store.write(tx -> tx.update("DELETE FROM things WHERE id = ?", first));

        long second = store.write(tx -> tx.insert("INSERT INTO things (name) VALUES (?) RETURNING id", "a"));

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void textsSortByTheirBytes() {
        List.of("b", "ä", "B", "_", "a/b", "a0", "a").forEach(name -> put(name, 0));

        assertThat(names()).containsExactly("B", "_", "a", "a/b", "a0", "b", "ä");
    }

    @Test
    void everyKindOfParameterComesBackAsItWent() {
        Instant at = Instant.parse("2026-11-21T10:11:12.345Z");
        String sql = "INSERT INTO things (name, size) VALUES (?, ?)";

        store.write(tx -> tx.update(sql, "int", 7) + tx.update(sql, "long", 1L << 40) + tx.update(sql, "flag", true));
        store.write(tx -> tx.update(sql, "at", at) + tx.update(sql, "null", null));
        store.write(tx -> tx.update(sql, "some", Optional.of(5L)) + tx.update(sql, "none", Optional.empty()));

        expect(7L, "int", row -> row.number("size"));
        expect(1L << 40, "long", row -> row.number("size"));
        expect(true, "flag", row -> row.flag("size"));
        expect(at, "at", row -> row.instant("size"));
        expect(Optional.of(at), "at", row -> row.optionalInstant("size"));
        expect(Optional.<Long>empty(), "null", row -> row.optionalNumber("size"));
        expect(Optional.of(5L), "some", row -> row.optionalNumber("size"));
        expect(Optional.<Instant>empty(), "none", row -> row.optionalInstant("size"));
    }

    @Test
    void whatNoColumnKeepsIsRefused() {
        assertThatThrownBy(() -> put("a\0b", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> store.write(tx -> tx.update("DELETE FROM things WHERE name = ?", 1.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Double");
    }

    @Test
    void aNullReadAsAValueIsABug() {
        store.write(tx -> tx.update("INSERT INTO things (name) VALUES ('a')"));

        assertThatThrownBy(() -> column("a", row -> row.number("size")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("size");
    }

    @Test
    void moreThanTheOnlyRowIsABug() {
        put("a", 1);
        put("b", 1);

        assertThatThrownBy(() -> store.read(
                        tx -> tx.first("SELECT name FROM things WHERE size = ?", row -> row.text("name"), 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("got 2");
    }

    @Test
    void aTxDiesWithItsTransaction() {
        var kept = new AtomicReference<Tx>();
        store.write(tx -> {
            kept.set(tx);
            return true;
        });

        assertThatThrownBy(() -> names(kept.get())).hasMessageContaining("over");
    }

    @Test
    void aTransactionHappensAtOneInstantOfTheClock() {
        List<Instant> seen = store.write(tx -> {
            Instant first = tx.now();
            fixture.ticker().pass(Duration.ofSeconds(3));
            return List.of(first, tx.now());
        });
        Instant next = store.read(Tx::now);

        assertThat(seen).containsExactly(HandTicker.START, HandTicker.START);
        assertThat(next).isEqualTo(HandTicker.START.plusSeconds(3));
    }

    @Test
    void countsAreOfWhatWasCommittedOnly() {
        StoreCounts before = store.counts();

        put("a", 1);
        put("b", 1);
        names();
        assertThatThrownBy(() -> put("a", 1)).isInstanceOf(StoreException.class);
        StoreCounts after = store.counts();

        assertThat(after.transactions() - before.transactions()).isEqualTo(3);
        assertThat(after.statements() - before.statements()).isEqualTo(3);
        assertThat(after.rows() - before.rows()).isEqualTo(4);
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();

        assertThatThrownBy(() -> put("a", 1))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
    }

    @Test
    void aStoreOfANewerButCompatibleBuildIsUsed() {
        store.write(tx -> tx.update("UPDATE schema_state SET version = 999, checksum = 'other', min_compatible = 1"));

        Store next = fixture.reopen();

        assertThat(fixture.report().schema()).isEqualTo(999);
        assertThat(fixture.report().migratedFrom()).isEmpty();
        assertThat(names(next)).isEmpty();
    }

    @Test
    void aStoreOfANewerBuildIsRefused() {
        store.write(tx -> tx.update("UPDATE schema_state SET version = 999, min_compatible = 998"));

        assertThatThrownBy(fixture::reopen)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_NEW))
                .hasMessageContaining("998");
    }

    @Test
    void aStoreThatDoesNotSayWhatItIsGoesThroughItsMigrationsAgain() {
        put("a", 1);
        store.write(tx -> tx.update("DELETE FROM schema_state"));

        Store next = fixture.reopen();

        assertThat(fixture.report().migratedFrom()).contains(0);
        assertThat(names(next)).containsExactly("a");
    }

    private void put(String name, long size) {
        store.write(tx -> insert(tx, name, size));
    }

    private static int insert(Tx tx, String name, long size) {
        return tx.update("INSERT INTO things (name, size) VALUES (?, ?)", name, size);
    }

    private static long sizeOf(Tx tx, String name, String suffix) {
        return tx.first("SELECT size FROM things WHERE name = ?" + suffix, row -> row.number("size"), name)
                .orElseThrow();
    }

    private <T> T column(String name, Tx.RowReader<T> reader) {
        return store.read(tx ->
                tx.first("SELECT size FROM things WHERE name = ?", reader, name).orElseThrow());
    }

    private <T> void expect(T wanted, String name, Tx.RowReader<T> reader) {
        T found = column(name, reader);
        assertThat((Object) found).isEqualTo(wanted);
    }

    private List<String> names() {
        return names(store);
    }

    private static List<String> names(Store store) {
        return store.read(StoreTest::names);
    }

    private static List<String> names(Tx tx) {
        return tx.list("SELECT name FROM things ORDER BY name", row -> row.text("name"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
