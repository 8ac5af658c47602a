package dev.tutti.flows;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookReply;
import dev.tutti.flows.MessageVerbs.Note;
import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Delivery.State;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageOutcome;
import dev.tutti.messages.MessageOutcome.Sent;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two sessions, A and B, that have begun and send each other messages. */
abstract class Correspondence {

    final Stage stage;
    final GitPlace repo;
    final Actor ann;
    final Actor bob;

    Correspondence(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
        ann.start();
        bob.start();
    }

    final Asker from(Actor actor) {
        return new Asker(
                repo.root(),
                Caller.of(Map.of("USER", "eve", "CLAUDE_CODE_SESSION_ID", actor.session())),
                Optional.empty());
    }

    /** Eve, who sits at this machine. */
    final Asker person() {
        return new Asker(repo.root(), Caller.of(Map.of("USER", "eve")), Optional.empty());
    }

    final Message sent(Asker sender, String to, String text) {
        return ((Sent) send(sender, to, text)).message();
    }

    final MessageOutcome send(Asker sender, String to, String text) {
        return stage.flows().messages().send(sender, to, new Note(text, Optional.empty(), ""));
    }

    final List<Delivery> deliveries(Message message) {
        return stage.rooms().store().read(tx -> stage.rooms().messages().deliveries(tx, message));
    }

    final State state(Message message) {
        return deliveries(message).getFirst().state();
    }

    static List<String> lines(HookReply reply) {
        return reply instanceof HookReply.Context context ? context.lines() : List.of();
    }
}
