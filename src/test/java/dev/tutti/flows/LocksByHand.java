package dev.tutti.flows;

import dev.tutti.agents.Caller;
import dev.tutti.flows.LockTaking.Wish;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People.Asker;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.locks.Lock;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two sessions in one working tree that take locks by hand. */
abstract class LocksByHand {

    final Stage stage;
    final GitPlace repo;
    final Actor ann;
    final Actor bob;

    LocksByHand(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
        ann.prompt("x");
        bob.prompt("x");
    }

    final boolean holds(Actor actor, String path) {
        Instance instance = actor.instance().orElseThrow();
        List<Lock> held =
                stage.rooms().store().read(tx -> stage.rooms().locks().ofHolder(tx, instance.id(), instance.project()));
        return held.stream().anyMatch(lock -> lock.key().path().equals(path));
    }

    final Answer acquire(Actor actor, String... paths) {
        return stage.flows()
                .lockTaking()
                .acquire(
                        asker(actor),
                        new Wish(List.of(paths), false, false, Optional.of(Duration.ofMinutes(5)), "by hand", false));
    }

    final Answer release(Actor actor, String path, boolean force) {
        return stage.flows()
                .lockVerbs()
                .release(asker(actor), List.of(path), force)
                .getFirst();
    }

    static Asker asker(Actor actor) {
        return new Asker(
                actor.directory(),
                Caller.of(Map.of("CLAUDE_CODE_SESSION_ID", actor.session(), "USER", "ann")),
                Optional.empty());
    }
}
