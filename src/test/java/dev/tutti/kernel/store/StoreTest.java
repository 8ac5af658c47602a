package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnBothStores
class StoreTest {

    private final Store store;
    private final StoreFixture fixture;

    StoreTest(StoreFixture fixture) {
        this.fixture = fixture;
        this.store = fixture.store();
        store.write(tx -> tx.update("CREATE TABLE things (name TEXT NOT NULL PRIMARY KEY, size INTEGER)"));
    }

    @Test
    void aWriteThatReturnedIsThereForTheNextReader() {
        put("a", 1);

        assertThat(names()).containsExactly("a");
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
    void aTransactionInsideATransactionIsRefused() {
        assertThatThrownBy(() -> store.write(_ -> store.read(_ -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pass the Tx on");
    }

    @Test
    void aWriteInAReadIsRefused() {
        assertThatThrownBy(() -> store.read(tx -> insert(tx, "a", 1))).isInstanceOf(IllegalStateException.class);
        assertThat(names()).isEmpty();
    }

    private void put(String name, long size) {
        store.write(tx -> insert(tx, name, size));
    }

    private static int insert(Tx tx, String name, long size) {
        return tx.update("INSERT INTO things (name, size) VALUES (?, ?)", name, size);
    }

    private List<String> names() {
        return store.read(tx -> tx.list("SELECT name FROM things ORDER BY name", row -> row.text("name")));
    }
}
