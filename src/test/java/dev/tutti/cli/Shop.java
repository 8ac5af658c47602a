package dev.tutti.cli;

import dev.tutti.agents.Caller;
import dev.tutti.flows.People;
import dev.tutti.flows.People.Newcomer;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.locks.LockOutcome.Refused;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Hand;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A project in which much goes on: A edits and has a child, B was refused and waits, C works in another tree, a script called
 * formatter holds a folder for some minutes. Ann stands in its primary tree.
 */
final class Shop {

    final Stage stage;
    final GitPlace tree;
    final GitPlace hotfix;
    final Typist ann;
    final Actor a;
    final Actor b;
    final Actor c;
    private final Path folder;

    /** Nothing has happened yet. */
    Shop(StoreFixture fixture) {
        stage = new Stage(fixture);
        tree = stage.repository("shop");
        hotfix = stage.worktree(tree, "shop-hotfix");
        ann = new Typist(stage).at(tree.root());
        a = stage.actor("session-a", 101, tree);
        b = stage.actor("session-b", 102, tree);
        c = stage.actor("session-c", 103, hotfix);
        try {
            folder = fixture.folder().toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shop opened() {
        a.start();
        a.prompt("Make login check the password");
        pass(Duration.ofMinutes(2));
        a.change("a-1", "src/login.py", "checks the password");
        stage.git().state(tree, "src/login.py", PathState.CHANGED);
        a.child("helper-1").edit("a-2", "src/session.py");
        pass(Duration.ofSeconds(40));
        b.start();
        b.prompt("Rename login");
        b.edit("b-1", "src/login.py");
        b.edit("b-2", "src/pay.py");
        c.start();
        c.edit("c-1", "src/login.py");
        stage.flows()
                .people()
                .register(
                        new People.Asker(tree.root(), Caller.of(Map.of("USER", "ann")), Optional.empty()),
                        new Newcomer(
                                "formatter",
                                Optional.of("janitor"),
                                Optional.of("Format the documents"),
                                OptionalLong.empty(),
                                Optional.of(Duration.ofMinutes(10))));
        ann.type("lock", "acquire", "docs/", "--as", "formatter", "--reason", "formatting", "--ttl", "5m");
        Hand hand = Hand.of(stage, b, tree);
        Refused refused = (Refused) hand.acquire("docs/pay.md");
        hand.queue("docs/pay.md", refused, 0, Optional.empty());
        stage.flows().injected().add(b.call(), "PreToolUse", 310);
        stage.flows().injected().add(b.call(), "PreToolUse", 300);
        stage.flows().injected().add(b.call(), "SessionStart", 402);
        pass(Duration.ofSeconds(3));
        return this;
    }

    void pass(Duration time) {
        stage.ticker().pass(time);
    }

    /** The text as it would be anywhere: folders of this test under /home/ann. */
    String anywhere(String text) {
        return text.replace(folder.toString(), "/home/ann");
    }
}
