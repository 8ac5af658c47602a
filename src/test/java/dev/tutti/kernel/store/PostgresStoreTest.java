package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.testing.CuttableRelay;
import dev.tutti.testing.Database;
import dev.tutti.testing.EmbeddedServer;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.SeededIds;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a store on a server has: others who write too, and a network in between. */
class PostgresStoreTest {

    private static final String LOSE = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$";

    private final StoreFixture fixture = new StoreFixture(Database.POSTGRESQL);
    private final PostgresSettings settings = (PostgresSettings) fixture.settings();
    private final Store store = fixture.store();

    PostgresStoreTest() {
        store.write(tx -> tx.update("CREATE TABLE things (name TEXT NOT NULL PRIMARY KEY, size BIGINT NOT NULL)"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void workThatLostARaceRunsAgainFromItsStart() {
        List<String> tries = new ArrayList<>();
        List<String> followed = new ArrayList<>();

        store.write(tx -> {
            tries.add("try");
            tx.afterCommit(() -> followed.add("once"));
            put(tx, "a");
            return tries.size() < 3 ? tx.update(LOSE) : 0;
        });

        assertThat(tries).hasSize(3);
        assertThat(followed).containsExactly("once");
        assertThat(names(store)).containsExactly("a");
    }

    @Test
    void aRaceThatIsAlwaysLostIsReportedAfterTheLastTry() {
        List<String> tries = new ArrayList<>();

        assertFails(
                Code.BUSY,
                () -> store.write(tx -> {
                    tries.add("try");
                    return tx.update(LOSE);
                }));

        assertThat(tries).hasSize(Store.WRITE_TRIES_MAX);
    }

    @Test
    void twoDaemonsThatTakeRowsCrosswiseBothGetThrough() {
        Store other = fixture.another();
        store.write(tx -> put(tx, "a") + put(tx, "b"));
        var bothHoldOne = new CountDownLatch(2);

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.submit(() -> store.write(tx -> growBoth(tx, "a", "b", bothHoldOne)));
            clients.submit(() -> other.write(tx -> growBoth(tx, "b", "a", bothHoldOne)));
        }

        List<Long> sizes = store.read(tx -> tx.list("SELECT size FROM things", row -> row.number("size")));
        assertThat(sizes).containsExactly(2L, 2L);
    }

    @Test
    void aRowHeldTooLongByAnotherIsReportedInTime() {
        Store other = fixture.another();
        store.write(tx -> put(tx, "a"));

        store.write(tx -> {
            grow(tx, "a");
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                var refused = clients.submit(() -> assertFails(Code.BUSY, () -> other.write(t -> grow(t, "a"))));
                assertThat(refused).succeedsWithin(Duration.ofSeconds(20));
            }
            return true;
        });
    }

    @Test
    void severalDaemonsWorkOnOneDatabase() {
        Store other = fixture.another();

        store.write(tx -> put(tx, "a"));
        other.write(tx -> put(tx, "b"));

        assertThat(names(store)).containsExactly("a", "b");
    }

    @Test
    void timeIsTheServersSoThatDaemonsAgree() {
        PostgresSettings empty = EmbeddedServer.get().emptyDatabase();
        try (Store own = open(empty)) {
            Instant before = Instant.now().minusSeconds(60);

            Instant now = own.write(Tx::now);

            assertThat(now).isBetween(before, Instant.now().plusSeconds(60));
        } finally {
            EmbeddedServer.get().drop(empty);
        }
    }

    /** On a crowded machine a connection takes longer than a transaction may wait for one: the first hook was refused. */
    @Test
    void anOpenStoreHasWhatItsFirstTransactionsNeed() {
        try (var relay = new CuttableRelay(EmbeddedServer.get().port());
                Store far = open(through(relay))) {
            relay.admitNobody();

            far.write(tx -> put(tx, "a"));
            assertThat(names(far)).containsExactly("a");
        }
    }

    @Test
    void connectionsThatDiedWhileIdleAreReplacedUnseen() {
        names(store);
        EmbeddedServer.get().cutOff(settings);

        store.write(tx -> put(tx, "a"));

        assertThat(names(store)).containsExactly("a");
    }

    @Test
    void aConnectionLostInACommitLeavesAnUnknownOutcome() {
        try (var relay = new CuttableRelay(EmbeddedServer.get().port());
                Store far = open(through(relay))) {
            far.write(tx -> put(tx, "a"));
            relay.cutAt("INSERT", "COMMIT", true);

            assertFails(Code.UNKNOWN_OUTCOME, () -> far.write(tx -> put(tx, "b")));

            far.write(tx -> put(tx, "c"));
            assertThat(names(store)).contains("a", "c");
        }
    }

    @Test
    void aConnectionLostBeforeTheCommitIsTriedAgain() {
        try (var relay = new CuttableRelay(EmbeddedServer.get().port());
                Store far = open(through(relay))) {
            names(far);
            relay.cutAt("INSERT", "INSERT", false);

            far.write(tx -> put(tx, "a"));

            assertThat(names(store)).containsExactly("a");
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidWithoutSecrets() {
        var gone = PostgresSettings.at("jdbc:postgresql://localhost:1/team?user=anna&password=hunter2");

        assertThatThrownBy(() -> open(gone))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
                .hasMessageContaining("jdbc:postgresql://localhost:1/team")
                .hasMessageContaining("TUTTI_STORE")
                .hasMessageNotContaining("hunter2");
        assertThat(gone.toString()).doesNotContain("hunter2").doesNotContain("anna");
    }

    @Test
    void aServerThatWentAwayIsSaid() {
        var relay = new CuttableRelay(EmbeddedServer.get().port());
        try (Store far = open(through(relay))) {
            names(far);

            relay.close();

            assertFails(Code.UNREACHABLE, () -> far.write(tx -> put(tx, "a")));
            assertFails(Code.UNREACHABLE, () -> names(far));
        }
    }

    @Test
    void ofAnOutageOnlyOneInAWhileWaitsAndTheFirstTryAfterItServes() {
        HandTicker ticker = new HandTicker();
        try (var relay = new CuttableRelay(EmbeddedServer.get().port());
                Store far = open(through(relay), ticker)) {
            names(far);
            relay.interrupt();
            assertFails(Code.UNREACHABLE, () -> far.write(tx -> put(tx, "a")));
            long asked = relay.asked();

            for (int hooks = 0; hooks < 100; hooks++) {
                assertFails(Code.UNREACHABLE, () -> far.write(tx -> put(tx, "a")));
            }
            ticker.pass(Outage.REMEMBERED);
            assertFails(Code.UNREACHABLE, () -> names(far));
            assertThat(relay.asked()).as("who tries asks the server").isGreaterThan(asked);
            assertFails(Code.UNREACHABLE, () -> names(far));

            relay.resume();
            assertFails(Code.UNREACHABLE, () -> far.write(tx -> put(tx, "a")));
            ticker.pass(Outage.REMEMBERED);
            far.write(tx -> put(tx, "b"));
            assertThat(names(far)).containsExactly("b");
        }
    }

    @Test
    void everyWaitOfAConnectionIsBounded() {
        for (Store.Work<String> work : List.<Store.Work<String>>of(
                tx -> setting(tx, "lock_timeout"), tx -> setting(tx, "statement_timeout"))) {
            assertThat(store.write(work)).endsWith("00ms");
            assertThat(store.read(work)).endsWith("00ms");
        }
    }

    @Test
    void statesOfTheServerBecomeCodes() {
        assertThat(PostgresErrors.codeOf("53100")).isEqualTo(Code.FULL);
        assertThat(PostgresErrors.codeOf("25006")).isEqualTo(Code.READ_ONLY);
        assertThat(PostgresErrors.codeOf("XX001")).isEqualTo(Code.DAMAGED);
        assertThat(PostgresErrors.codeOf("28P01")).isEqualTo(Code.UNREACHABLE);
        assertThat(PostgresErrors.codeOf("42601")).isEqualTo(Code.BROKEN);
    }

    @Test
    void aPlaceThatIsNoStoreIsRefused() {
        assertThat(StoreSettings.of("jdbc:postgresql://db/team"))
                .isEqualTo(PostgresSettings.at("jdbc:postgresql://db/team"));
        SqliteSettings file = SqliteSettings.at(Path.of("/srv/a b/tutti.db"));
        assertThat(StoreSettings.of("/srv/a b/tutti.db")).isEqualTo(file);
        assertThat(StoreSettings.of("jdbc:sqlite:/srv/a b/tutti.db")).isEqualTo(file);
        for (String wrong : List.of(
                "",
                " ",
                "jdbc:mysql://db/team",
                "postgresql://db/team",
                "tutti.db",
                "jdbc:sqlite:tutti.db",
                "jdbc:sqlite:")) {
            assertThatThrownBy(() -> StoreSettings.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("TUTTI_STORE");
        }
    }

    /** Its statements are spelled out every time, so that the relay can read them. */
    private PostgresSettings through(CuttableRelay relay) {
        String url = settings.url().replace(":" + EmbeddedServer.get().port(), ":" + relay.port());
        return PostgresSettings.at(url + "&prepareThreshold=0");
    }

    private static Store open(PostgresSettings where) {
        return open(where, new HandTicker());
    }

    private static Store open(PostgresSettings where, HandTicker ticker) {
        return new Stores(new Owner("machine-2", "boot-2", "far"), ticker, new SeededIds(3))
                .open(where)
                .store();
    }

    private static String setting(Tx tx, String name) {
        return tx.first("SELECT current_setting(?) AS value", row -> row.text("value"), name)
                .orElseThrow();
    }

    private static int put(Tx tx, String name) {
        return tx.update("INSERT INTO things (name, size) VALUES (?, 0)", name);
    }

    private static int grow(Tx tx, String name) {
        return tx.update("UPDATE things SET size = size + 1 WHERE name = ?", name);
    }

    private static int growBoth(Tx tx, String first, String second, CountDownLatch bothHoldOne) {
        int grown = grow(tx, first);
        bothHoldOne.countDown();
        try {
            assertThat(bothHoldOne.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return grown + grow(tx, second);
    }

    private static List<String> names(Store store) {
        return store.read(tx -> tx.list("SELECT name FROM things ORDER BY name", row -> row.text("name")));
    }

    private static void assertFails(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
