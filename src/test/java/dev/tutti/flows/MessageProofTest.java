package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.flows.MessageVerbs.Acknowledgement;
import dev.tutti.flows.MessageVerbs.Note;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.People.NobodyException;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Delivery.State;
import dev.tutti.messages.Letter;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageOutcome.Sent;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What counts as proof, what is told once, and whom a message belongs to when that changes. */
@OnBothStores
final class MessageProofTest extends Correspondence {

    MessageProofTest(StoreFixture fixture) {
        super(fixture);
    }

    @Test
    void aLostAnswerGivesBackOnlyWhatItCarriedItself() {
        Message message = sent(from(ann), "B", "hello");
        assertThat(lines(bob.prompt("x"))).anyMatch(line -> line.contains("\"hello\""));
        BeforeTool edit = new BeforeTool(
                bob.call(), new ToolCall(new ToolUseId("e1"), "Edit", new Tool.Edit(List.of("/elsewhere/a"))));

        stage.flows().hooks().lost(edit, HookReply.context(List.of("another word")));

        assertThat(state(message)).isEqualTo(State.INJECTED);
        assertThat(bob.told()).containsExactly("another word");
        assertThat(state(message)).isEqualTo(State.SEEN);
    }

    @Test
    void whatALostAnswerCarriedIsNotSeenThoughAnEventOfTheSameMomentSeemedToProveIt() {
        Message message = sent(from(ann), "B", "hello");
        PromptSubmitted event = new PromptSubmitted(bob.call(), "x", PromptSubmitted.Origin.PERSON, Optional.empty());
        HookReply reply = bob.send(event);
        bob.batch("t1");

        stage.flows().hooks().lost(event, reply);

        assertThat(state(message)).isEqualTo(State.QUEUED);
        assertThat(bob.told()).filteredOn(line -> line.contains("\"hello\"")).hasSize(1);
    }

    @Test
    void whatALostAnswerOfAChildCarriedIsItsSessionsOnceWhenTheChildIsOverMeanwhile() {
        Actor child = bob.child("helper-1");
        child.childStart();
        sent(from(ann), child.instance().orElseThrow().name(), "for the child");
        PromptSubmitted event = new PromptSubmitted(child.call(), "x", PromptSubmitted.Origin.PERSON, Optional.empty());
        HookReply reply = child.send(event);
        child.childStop();

        stage.flows().hooks().lost(event, reply);

        assertThat(bob.told())
                .filteredOn(line -> line.contains("\"for the child\""))
                .hasSize(1);
    }

    @Test
    void aLookThatShowsNoWordsOfTuttiLeavesThemOwed() {
        Asker person = person();
        sent(person, "B", "hello");
        bob.end();

        assertThat(stage.flows().messages().letters(person, false, 50)).isEmpty();

        assertThat(stage.flows().messages().inbox(person, false, 50).words()).hasSize(1);
    }

    @Test
    void aLookAtTheNewestOnesIsSeenHoweverManyOlderOnesWait() {
        Asker person = person();
        sent(person, "B", "so that the person is known");
        List<Message> all = IntStream.range(0, 30)
                .mapToObj(i -> sent(from(ann), "@people", "message " + i))
                .toList();

        stage.flows().messages().inbox(person, true, 5);

        assertThat(all.subList(25, 30)).extracting(this::state).containsOnly(State.SEEN);
        assertThat(stage.flows().messages().inbox(person, false, 50).letters())
                .extracting(Letter::message)
                .isEqualTo(all.subList(0, 25));
    }

    @Test
    void theEndOfAChildProvesWhatItWasTold() {
        Actor child = bob.child("helper-1");
        child.childStart();
        Message message = sent(from(ann), child.instance().orElseThrow().name(), "for the child");
        assertThat(lines(child.batch("t1"))).anyMatch(line -> line.contains("\"for the child\""));

        child.childStop();

        assertThat(state(message)).isEqualTo(State.SEEN);
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void whatAChildAndItsSessionWereBothSentIsOnlyTheSessionsWhenTheChildEnds() {
        Actor child = bob.child("helper-1");
        child.childStart();
        Instance parent = bob.instance().orElseThrow();
        stage.rooms().store().write(tx -> {
            stage.rooms().instances().role(tx, parent, "helper");
            return tx;
        });
        Message message = ((Sent) stage.flows()
                        .messages()
                        .send(from(ann), "@helper", new Note("both", Optional.of(Duration.ofMinutes(1)), "")))
                .message();
        assertThat(deliveries(message)).hasSize(2);
        child.childStop();
        assertThat(bob.told()).filteredOn(line -> line.contains("\"both\"")).hasSize(1);
        bob.batch("t2");

        stage.ticker().pass(Duration.ofMinutes(2));
        stage.look();

        assertThat(ann.told()).isEmpty();
        assertThat(stage.flows().watch().termsRun()).isFalse();
    }

    @Test
    void whatPassesToTheSessionIsToldOfTheSession() {
        Actor child = bob.child("helper-1");
        child.childStart();
        Message message = sent(from(ann), child.instance().orElseThrow().name(), "for the child");
        child.childStop();
        bob.batch("t1");
        bob.batch("t2");

        assertThat(deliveries(message)).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(State.SEEN);
            assertThat(delivery.recipientName()).isEqualTo("B");
        });
    }

    @Test
    void nobodyGetsItsOwnMessageBack() {
        Actor child = bob.child("helper-1");
        child.childStart();
        String name = child.instance().orElseThrow().name();
        Message message = sent(from(bob), name, "for my child");
        child.childStop();

        assertThat(bob.told())
                .containsExactly(
                        "Your message msg-1 (\"for my child\") has not reached " + name + ", whose work is over.");
        assertThat(state(message)).isEqualTo(State.QUEUED);
    }

    @Test
    void whoStandsInAnotherProjectReachesThoseOfThatProject() {
        Asker person = person();
        sent(person, "B", "the person is of the first project");
        GitPlace other = stage.repository("other");
        Actor cid = stage.actor("cid", 103, other);
        cid.start();
        Asker there = new Asker(other.root(), Caller.of(Map.of("USER", "eve")), Optional.empty());

        Message message = sent(there, "@all", "hello");

        assertThat(deliveries(message))
                .extracting(Delivery::recipient)
                .containsExactly(cid.instance().orElseThrow().id());
        assertThatThrownBy(() -> send(from(ann), "A", "x")).isInstanceOf(NobodyException.class);
    }

    @Test
    void whoeverAMessageIsForCanAnswerItFromAnotherProject() {
        GitPlace other = stage.repository("other");
        Actor cid = stage.actor("cid", 103, other);
        cid.start();
        Message message = sent(from(ann), cid.instance().orElseThrow().publicId(), "hello");
        assertThat(lines(cid.batch("t1"))).anyMatch(line -> line.contains("tutti message reply msg-1 TEXT"));
        Asker there = new Asker(
                other.root(),
                Caller.of(Map.of("USER", "eve", "CLAUDE_CODE_SESSION_ID", cid.session())),
                Optional.empty());

        assertThat(stage.flows().messages().acknowledge(there, message.id())).isEqualTo(Acknowledgement.DONE);
        Message answer = ((Sent) stage.flows()
                        .messages()
                        .reply(there, message.id(), new Note("yes", Optional.empty(), ""))
                        .orElseThrow())
                .message();
        assertThat(ann.told()).anyMatch(line -> line.contains("in answer to msg-1"));
        assertThat(stage.flows().messages().acknowledge(from(ann), answer.id())).isEqualTo(Acknowledgement.DONE);
        assertThat(stage.flows().messages().acknowledge(from(bob), answer.id())).isEqualTo(Acknowledgement.UNKNOWN);
    }

    @Test
    void whoLooksForASessionProvesNothingOfIt() {
        Message message = sent(from(ann), "B", "hello");
        Asker onBehalf = new Asker(repo.root(), Caller.of(Map.of("USER", "eve")), Optional.of("B"));

        assertThat(stage.flows().messages().inbox(onBehalf, false, 50).letters())
                .hasSize(1);

        assertThat(state(message)).isEqualTo(State.QUEUED);
        assertThat(lines(bob.batch("t1"))).anyMatch(line -> line.contains("\"hello\""));
    }

    @Test
    void textsOfWhateverSignsAreToldWhole() {
        List<String> texts = List.of("\\".repeat(2_000), "\ud83d\ude00".repeat(2_000), "\u00e9\u4e2d".repeat(1_000));
        texts.forEach(text -> sent(from(ann), "B", text));

        List<String> told = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> told.addAll(lines(bob.batch("t" + i))));

        assertThat(told).hasSize(3);
        texts.forEach(text -> assertThat(told).anyMatch(line -> line.contains('"' + text + '"')));
    }

    @Test
    void nobodySendsToItselfOrToNobody() {
        stage.ticker().pass(Duration.ofMinutes(1));
        Asker person = person();
        sent(person, "B", "x");
        stage.ticker().pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> send(person, "eve", "x")).isInstanceOf(NobodyException.class);
        assertThatThrownBy(() -> send(person, "@", "x")).isInstanceOf(NobodyException.class);
        assertThatThrownBy(() -> send(person, "", "x")).isInstanceOf(NobodyException.class);
        assertThatThrownBy(() -> send(person, "@people", "x")).isInstanceOf(NobodyException.class);
        assertThatThrownBy(() -> send(from(ann), "A", "x")).isInstanceOf(NobodyException.class);
    }
}
