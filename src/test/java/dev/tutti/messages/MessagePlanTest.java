package dev.tutti.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Dialect;
import dev.tutti.kernel.store.Tx;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a hook says of messages walks no more than those that are open. */
@OnBothStores
final class MessagePlanTest {

    private final Database database;
    private final Stage stage;
    private final MessageTable table = new MessageTable();
    private final Instance ann;
    private final Instance bob;

    MessagePlanTest(StoreFixture fixture) {
        database = fixture.database();
        stage = new Stage(fixture);
        ann = member("ann", 101);
        bob = member("bob", 102);
    }

    private Instance member(String session, long pid) {
        Actor actor = stage.actor(session, pid, stage.made("repo"));
        actor.prompt("x");
        return actor.instance().orElseThrow();
    }

    @Test
    void whatIsOpenIsFoundByItsOwnIndex() {
        manyThatAreSeen();

        assertThat(plan(tx -> table.open(tx, bob.id(), 20))).contains("delivery_open");
        assertThat(plan(tx -> table.unread(tx, bob.id()))).contains("delivery_open");
        assertThat(plan(tx -> table.seen(tx, bob.id()))).contains("delivery_open");
        assertThat(plan(tx -> table.queued(tx, bob.id()))).contains("delivery_open");
        assertThat(plan(tx -> table.pass(tx, bob.id(), ann.id(), "A"))).contains("delivery_open");
        assertThat(plan(tx -> table.dropShared(tx, bob.id(), ann.id()))).contains("delivery_open");
    }

    @Test
    void whatIsDueIsFoundByItsOwnIndex() {
        manyThatAreSeen();

        assertThat(plan(table::projectsWithOverdue)).contains("delivery_due");
        assertThat(plan(tx -> table.overdue(tx, ann.project()))).contains("delivery_due");
        assertThat(plan(table::nextDeadline)).contains("delivery_due");
    }

    @Test
    void whatIsLookedUpByHandHasAnIndex() {
        manyThatAreSeen();

        List<MessageId> some = List.of(new MessageId(1), new MessageId(2));
        assertThat(plan(tx -> table.oldest(tx, ann.project(), ann.startedAt(), 20)))
                .contains("message_age");
        assertThat(plan(tx -> table.untold(tx, some))).doesNotContain("Seq Scan on delivery", "SCAN delivery");
        assertThat(plan(tx -> table.delete(tx, some))).doesNotContain("Seq Scan", "SCAN");
        assertThat(plan(tx -> table.inbox(tx, bob.id(), 20))).doesNotContain("Seq Scan", "SCAN delivery");
        assertThat(plan(tx -> table.thread(tx, new MessageId(1), 20))).contains("message_thread");
        assertThat(plan(tx -> table.once(tx, ann.project(), ann.id(), "x"))).contains("message_once");
    }

    private void manyThatAreSeen() {
        Messages messages = new Messages(stage.rooms().journal());
        List<Instance> recipients = IntStream.range(0, 4)
                .mapToObj(i -> member("other-" + i, 110 + i))
                .collect(Collectors.toCollection(ArrayList::new));
        recipients.add(ann);
        recipients.add(bob);
        stage.rooms().store().write(tx -> {
            var monitor = stage.rooms().projects().enter(tx, ann.project());
            IntStream.range(0, 1_000).forEach(i -> {
                Optional<Duration> within = i % 2 == 0 ? Optional.of(Duration.ofHours(1)) : Optional.empty();
                messages.send(
                        tx,
                        monitor,
                        new MessageDraft("@all", "x", Optional.empty(), within, "once " + i),
                        recipients.getFirst(),
                        recipients);
                if (i % 10 == 9) {
                    recipients.forEach(each -> messages.handOver(tx, each.id(), "c", _ -> true));
                }
            });
            if (database == Database.POSTGRESQL) {
                tx.update("ANALYZE message");
                tx.update("ANALYZE delivery");
            }
            return monitor;
        });
    }

    private String plan(Consumer<Tx> statement) {
        return stage.rooms().store().write(tx -> {
            Explaining explaining = new Explaining(tx, database);
            statement.accept(explaining);
            return String.join("\n", explaining.plans);
        });
    }

    /** Runs no statement, but asks the database how it would. */
    private static final class Explaining implements Tx {

        private final Tx tx;
        private final Database database;
        private final List<String> plans = new ArrayList<>();

        Explaining(Tx tx, Database database) {
            this.tx = tx;
            this.database = database;
        }

        private void explain(String sql, @Nullable Object... parameters) {
            boolean sqlite = database == Database.SQLITE;
            plans.addAll(tx.list(
                    (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql,
                    row -> row.text(sqlite ? "detail" : "QUERY PLAN"),
                    parameters));
        }

        @Override
        public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
            explain(sql, parameters);
            return List.of();
        }

        @Override
        public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters) {
            explain(sql, parameters);
            return Optional.empty();
        }

        @Override
        public int update(String sql, @Nullable Object... parameters) {
            explain(sql, parameters);
            return 0;
        }

        @Override
        public long insert(String sql, @Nullable Object... parameters) {
            throw new UnsupportedOperationException(sql);
        }

        @Override
        public Instant now() {
            return tx.now();
        }

        @Override
        public void afterCommit(Runnable action) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Dialect dialect() {
            return tx.dialect();
        }
    }
}
