package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookReply;
import dev.tutti.flows.MessageVerbs.Acknowledgement;
import dev.tutti.flows.MessageVerbs.Note;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.People.NobodyException;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Delivery.State;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageOutcome.Sent;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A session that is resumed in another project is the same conversation. */
@OnBothStores
final class MessageElsewhereTest extends Correspondence {

    private final GitPlace other;

    MessageElsewhereTest(StoreFixture fixture) {
        super(fixture);
        other = stage.repository("other");
    }

    @Test
    void whatWaitedForASessionReachesItWhereItIsResumed() {
        Message message = sent(from(ann), "B", "hello");
        bob.end();
        ann.told();

        HookReply start = resumed(bob, 201, other);

        assertThat(lines(start))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Message msg-1 from A (")
                        .contains(") in the project repo, ")
                        .contains("\"hello\""));
        assertThat(deliveries(message)).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(State.INJECTED);
            assertThat(delivery.recipientName()).isEqualTo("B");
        });
        assertThat(bob.in(201).at(other.root()).told()).noneMatch(line -> line.contains("hello"));
        assertThat(state(message)).isEqualTo(State.SEEN);
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void whoHearsOfItOnlyAfterThatIsNotToldThatItHadLeft() {
        Message message = sent(from(ann), "B", "hello");
        bob.end();
        resumed(bob, 201, other);
        stage.flows().messages().reply(asker(bob, other), message.id(), new Note("yes", Optional.empty(), ""));

        assertThat(ann.told()).singleElement().asString().contains("\"yes\"");
    }

    @Test
    void itsAnswerFromThereReachesWhoAskedAndSaysWhereItIs() {
        Message message = sent(from(ann), "B", "hello");
        bob.end();
        ann.told();
        resumed(bob, 201, other);
        Asker there = asker(bob, other);

        stage.flows().messages().reply(there, message.id(), new Note("yes", Optional.empty(), ""));

        assertThat(ann.told())
                .singleElement()
                .asString()
                .contains(" in the project other, in answer to msg-1")
                .contains("\"yes\"");
    }

    @Test
    void whoAnswersAMessageOfItReachesItWhereItIs() {
        Message message = sent(from(bob), "A", "which table?");
        bob.end();
        resumed(bob, 201, other);

        Sent answer = (Sent) stage.flows()
                .messages()
                .reply(from(ann), message.id(), new Note("card_check", Optional.empty(), ""))
                .orElseThrow();

        assertThat(answer.deliveries())
                .extracting(Delivery::recipient)
                .containsExactly(bob.in(201).instance().orElseThrow().id());
        assertThat(bob.in(201).at(other.root()).told()).anyMatch(line -> line.contains("\"card_check\""));
    }

    @Test
    void whoNamesItInTheOldProjectIsToldWhereItIs() {
        bob.end();
        resumed(bob, 201, other);
        String id = bob.in(201).instance().orElseThrow().publicId();

        assertThatThrownBy(() -> send(from(ann), "B", "hello"))
                .isInstanceOf(NobodyException.class)
                .hasMessage("\"B\" has left this project; its session goes on in the project other as " + id
                        + ", which names it from here too");
        sent(from(ann), id, "hello");

        assertThat(bob.in(201).at(other.root()).told()).anyMatch(line -> line.contains("\"hello\""));
    }

    @Test
    void whatItSentAndReachedNobodyIsToldItWhereItIs() {
        stage.flows().messages().send(from(bob), "A", new Note("hello", Optional.of(Duration.ofHours(1)), ""));
        bob.end();
        resumed(bob, 201, other);
        stage.ticker().pass(Duration.ofHours(1));
        stage.look();

        assertThat(bob.in(201).at(other.root()).told())
                .singleElement()
                .asString()
                .contains("has not reached A in time");
    }

    @Test
    void whatItSentAndGotBeforeIsItsOwnWhereItIs() {
        Message question = sent(from(bob), "A", "which table?");
        Message seen = sent(from(ann), "B", "wait");
        bob.told();
        bob.told();
        bob.end();
        resumed(bob, 201, other);
        Asker there = asker(bob, other);
        Message later = sent(there, ann.instance().orElseThrow().publicId(), "and which row?");

        Instance moved = bob.in(201).instance().orElseThrow();
        List<Message> own =
                stage.rooms().store().read(tx -> stage.flows().messages().sent(tx, moved, 50));
        assertThat(own).extracting(Message::id).containsExactly(later.id(), question.id());
        assertThat(stage.flows().messages().acknowledge(there, seen.id())).isEqualTo(Acknowledgement.DONE);
        assertThat(state(seen)).isEqualTo(State.ACKNOWLEDGED);
        assertThat(((Sent) stage.flows()
                                .messages()
                                .reply(there, question.id(), new Note("hello?", Optional.empty(), ""))
                                .orElseThrow())
                        .deliveries())
                .extracting(Delivery::recipientName)
                .containsExactly("A");
    }

    @Test
    void whoComesBackIsWhoItWasAndGetsWhatWaitedThere() {
        String id = bob.instance().orElseThrow().publicId();
        bob.end();
        resumed(bob, 201, other);
        String there = bob.in(201).instance().orElseThrow().publicId();
        sent(from(ann), there, "hello");
        bob.in(201).at(other.root()).end();
        ann.told();

        HookReply start = resumed(bob, 202, repo);

        assertThat(bob.in(202).instance().orElseThrow().publicId()).isEqualTo(id);
        assertThat(lines(start)).filteredOn(line -> line.contains("\"hello\"")).hasSize(1);
    }

    @Test
    void aSessionOfAnotherIdGetsNothingOfIt() {
        sent(from(ann), "B", "hello");
        bob.end();

        Actor cid = stage.actor("cid", 103, other);

        assertThat(lines(cid.start())).noneMatch(line -> line.contains("hello"));
    }

    private HookReply resumed(Actor session, long pid, GitPlace place) {
        stage.processes().start(pid);
        return session.in(pid).at(place.root()).start(SessionStart.Source.RESUME);
    }

    private static Asker asker(Actor actor, GitPlace place) {
        return new Asker(
                place.root(),
                Caller.of(Map.of("USER", "eve", "CLAUDE_CODE_SESSION_ID", actor.session())),
                Optional.empty());
    }
}
