package dev.tutti.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.store.Tx;
import dev.tutti.messages.Delivery.State;
import dev.tutti.messages.MessageOutcome.Faulty;
import dev.tutti.messages.MessageOutcome.Full;
import dev.tutti.messages.MessageOutcome.Sent;
import dev.tutti.messages.Messages.Missed;
import dev.tutti.messages.Messages.Pruned;
import dev.tutti.messages.Messages.Why;
import dev.tutti.projects.Monitor;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothStores
final class MessagesTest {

    private final Stage stage;
    private final Messages messages;
    private final Instance ann;
    private final Instance bob;
    private final Instance cid;

    MessagesTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        messages = new Messages(stage.rooms().journal());
        ann = member("ann", 101);
        bob = member("bob", 102);
        cid = member("cid", 103);
    }

    private Instance member(String session, long pid) {
        Actor actor = stage.actor(session, pid, stage.made("repo"));
        actor.prompt("x");
        return actor.instance().orElseThrow();
    }

    @Test
    void whatIsStoredIsWhatWasSaid() {
        Message first = sent(draft("one\ntwo"), ann, bob, cid);
        Message answer = sent(new MessageDraft("A", "yes", Optional.of(first), Optional.empty(), ""), bob, ann);
        Message third = sent(new MessageDraft("B", "fine", Optional.of(answer), Optional.of(HOUR), ""), ann, bob);

        assertThat(this.<Optional<Message>>read(tx -> messages.find(tx, ann.project(), first.id())))
                .contains(first);
        assertThat(first.text()).isEqualTo("one\ntwo");
        assertThat(first.thread()).isEqualTo(first.id());
        assertThat(first.answers()).isEmpty();
        assertThat(answer.thread()).isEqualTo(first.id());
        assertThat(answer.answers()).contains(first.id());
        assertThat(third.thread()).isEqualTo(first.id());
        assertThat(third.deadline()).contains(third.at().plus(HOUR));
        List<Message> thread = read(tx -> messages.thread(tx, answer, 10));
        assertThat(thread).containsExactly(first, answer, third);
        List<Message> sentByAnn = read(tx -> messages.sent(tx, ann.id(), 10));
        assertThat(sentByAnn).containsExactly(third, first);
    }

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void oneIsHandedOverOnceAndProvenByTheNextEvent() {
        Message message = sent(draft("x"), ann, bob);

        assertThat(states(message)).containsExactly(State.QUEUED);
        assertThat(handedTo(bob, "prompt p1")).containsExactly(message);
        Delivery injected = deliveries(message).getFirst();
        assertThat(injected.state()).isEqualTo(State.INJECTED);
        assertThat(injected.carrier()).isEqualTo("prompt p1");
        assertThat(injected.seenAt()).isEmpty();

        stage.ticker().pass(Duration.ofSeconds(3));
        assertThat(handedTo(bob, "tool result t1")).isEmpty();
        Delivery seen = deliveries(message).getFirst();
        assertThat(seen.state()).isEqualTo(State.SEEN);
        assertThat(seen.carrier()).isEqualTo("prompt p1");
        assertThat(seen.seenAt().orElseThrow())
                .isEqualTo(seen.injectedAt().orElseThrow().plusSeconds(3));
    }

    @Test
    void whatAnAnswerHasNoRoomForWaitsInItsOrder() {
        List<Message> all = IntStream.range(0, 5)
                .mapToObj(i -> sent(draft("message " + i), ann, bob))
                .toList();

        List<Message> first =
                in((tx, _) -> messages.handOver(tx, bob.id(), "c", message -> all.indexOf(message) < 2).stream()
                        .map(Letter::message)
                        .toList());

        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(handedTo(bob, "d")).isEqualTo(all.subList(2, 5));
    }

    @Test
    void whatALostAnswerCarriedIsQueuedAgain() {
        Message seen = sent(draft("seen"), ann, bob);
        handedTo(bob, "c");
        Message lost = sent(draft("lost"), ann, bob);
        handedTo(bob, "d");

        List<MessageId> queued = in((tx, _) -> messages.lost(tx, bob.id(), List.of(lost.id())));

        assertThat(queued).containsExactly(lost.id());
        assertThat(states(seen)).containsExactly(State.SEEN);
        assertThat(states(lost)).containsExactly(State.QUEUED);
        assertThat(handedTo(bob, "e")).containsExactly(lost);
    }

    @Test
    void eachOfManyIsReachedByItself() {
        Message message = sent(draft("x"), ann, bob, cid);

        handedTo(cid, "c");
        handedTo(cid, "d");

        assertThat(states(message)).containsExactly(State.QUEUED, State.SEEN);
    }

    @Test
    void whoAcknowledgesHasSeenIt() {
        Message message = sent(draft("x"), ann, bob);
        Letter letter = letter(message, bob);

        boolean first = in((tx, monitor) -> messages.acknowledge(tx, monitor, letter, bob));
        boolean again = in((tx, monitor) -> messages.acknowledge(tx, monitor, letter(tx, message, bob), bob));

        assertThat(first).isTrue();
        assertThat(again).isFalse();
        Delivery delivery = deliveries(message).getFirst();
        assertThat(delivery.state()).isEqualTo(State.ACKNOWLEDGED);
        assertThat(delivery.seenAt()).isEqualTo(delivery.acknowledgedAt());
        assertThat(handedTo(bob, "c")).isEmpty();
        assertThat(facts()).containsExactly("message.sent", "message.acknowledged");
    }

    @Test
    void whoIsNotReachedInTimeIsToldOnceAndGetsItAllTheSame() {
        Message message = sent(new MessageDraft("@all", "x", Optional.empty(), Optional.of(HOUR), ""), ann, bob, cid);
        handedTo(cid, "c");
        handedTo(cid, "d");
        Optional<java.time.Instant> next = read(messages::nextDeadline);
        assertThat(next).contains(message.at().plus(HOUR));
        assertThat(overdue()).isEmpty();

        stage.ticker().pass(HOUR);

        List<dev.tutti.projects.ProjectId> projects = read(messages::projectsWithOverdue);
        assertThat(projects).containsExactly(ann.project());
        assertThat(overdue()).singleElement().satisfies(missed -> {
            assertThat(missed.message()).isEqualTo(message);
            assertThat(missed.why()).isEqualTo(Why.TOO_LATE);
            assertThat(missed.deliveries()).extracting(Delivery::recipientName).containsExactly(bob.name());
        });
        assertThat(overdue()).isEmpty();
        next = read(messages::nextDeadline);
        assertThat(next).isEmpty();
        assertThat(deliveries(message).getFirst().missed()).isEqualTo("too late");
        assertThat(handedTo(bob, "e")).containsExactly(message);
    }

    @Test
    void whatSomebodyWhoLeftHadNotSeenIsKeptForItsReturn() {
        Message message = sent(draft("x"), ann, bob);
        handedTo(bob, "c");

        List<Missed> left = in((tx, monitor) -> messages.left(tx, monitor, bob.id()));
        List<Missed> again = in((tx, monitor) -> messages.left(tx, monitor, bob.id()));

        assertThat(left)
                .singleElement()
                .satisfies(missed -> assertThat(missed.why()).isEqualTo(Why.GONE));
        assertThat(again).isEmpty();
        assertThat(states(message)).containsExactly(State.QUEUED);
        assertThat(handedTo(bob, "d")).containsExactly(message);
    }

    @Test
    void whatIsForAChildPassesToItsParentOnce() {
        Message both = sent(draft("both"), ann, bob, cid);
        Message one = sent(draft("one"), ann, bob);

        List<Missed> missed = in((tx, monitor) -> messages.pass(tx, monitor, bob, cid));

        assertThat(missed).isEmpty();
        assertThat(deliveries(both)).extracting(Delivery::recipientName).containsExactly(cid.name());

        assertThat(handedTo(cid, "c")).containsExactly(both, one);
    }

    @Test
    void aDraftThatBreaksBoundsIsToldEveryFieldAndLeavesNothing() {
        MessageDraft faulty =
                new MessageDraft("B", "x".repeat(2_001), Optional.empty(), Optional.of(Duration.ofDays(8)), "");

        assertThat(send(faulty, ann, bob))
                .isEqualTo(new Faulty(List.of(
                        "text: has 2001 characters, at most 2000; what is longer belongs in a file whose path is sent",
                        "deadline: is more than nothing and at most 7 days")));
        assertThat(send(draft("  "), ann, bob)).isEqualTo(new Faulty(List.of("text: is missing")));
        assertThat(handedTo(bob, "c")).isEmpty();
    }

    @Test
    void aRecipientWithTooManyUnreadOnesIsFullAndNobodyGetsTheNext() {
        IntStream.range(0, MessageRules.UNREAD_MAX).forEach(i -> sent(draft("message " + i), ann, bob));

        assertThat(send(draft("one more"), ann, cid, bob)).isEqualTo(new Full(bob, MessageRules.UNREAD_MAX));
        assertThat(handedTo(cid, "c")).isEmpty();
    }

    @Test
    void theSameRequestSendsOnce() {
        MessageDraft draft = new MessageDraft("B", "x", Optional.empty(), Optional.empty(), "request 1");

        assertThat(sent(draft, ann, bob)).isEqualTo(sent(draft, ann, bob));
        assertThat(handedTo(bob, "c")).hasSize(1);
    }

    @Test
    void whatLooksLikeATokenIsNotStored() {
        Message message = sent(draft("use ghp_0123456789abcdefghijABCDEFGHIJ please"), ann, bob);

        assertThat(message.text()).isEqualTo("use [masked] please");
    }

    @Test
    void oldOnesAreDeletedInSteps() {
        IntStream.range(0, 250).forEach(i -> sent(draft("message " + i), ann, bob));
        stage.ticker().pass(Duration.ofDays(2));
        Message fresh = sent(draft("fresh"), ann, cid);
        java.time.Instant before = fresh.at().minus(Duration.ofDays(1));

        Pruned first = in((tx, monitor) -> messages.prune(tx, monitor, before));
        Pruned last = in((tx, monitor) -> messages.prune(tx, monitor, before));

        assertThat(first.more()).isTrue();
        assertThat(first.missed()).hasSize(200);
        assertThat(last.more()).isFalse();
        assertThat(last.missed()).hasSize(50);
        boolean old = read(tx -> messages.isAnyOld(tx, ann.project(), before));
        assertThat(old).isFalse();
        assertThat(handedTo(bob, "c")).isEmpty();
        assertThat(handedTo(cid, "c")).containsExactly(fresh);
    }

    private static MessageDraft draft(String text) {
        return new MessageDraft("B", text, Optional.empty(), Optional.empty(), "");
    }

    private Message sent(MessageDraft draft, Instance sender, Instance... recipients) {
        return ((Sent) send(draft, sender, recipients)).message();
    }

    private MessageOutcome send(MessageDraft draft, Instance sender, Instance... recipients) {
        return in((tx, monitor) -> messages.send(tx, monitor, draft, sender, List.of(recipients)));
    }

    private List<Message> handedTo(Instance recipient, String carrier) {
        return in((tx, _) -> messages.handOver(tx, recipient.id(), carrier, _ -> true).stream()
                .map(Letter::message)
                .toList());
    }

    private List<Missed> overdue() {
        return in(messages::overdue);
    }

    private List<Delivery> deliveries(Message message) {
        return read(tx -> messages.deliveries(tx, message));
    }

    private List<State> states(Message message) {
        return deliveries(message).stream().map(Delivery::state).toList();
    }

    private Letter letter(Message message, Instance recipient) {
        return read(tx -> letter(tx, message, recipient));
    }

    private Letter letter(Tx tx, Message message, Instance recipient) {
        return messages.letter(tx, message, recipient.id()).orElseThrow();
    }

    private List<String> facts() {
        return this.<List<RecordedFact>>read(
                        tx -> stage.rooms().journal().after(tx, ann.project().value(), 0, 100))
                .stream()
                .map(recorded -> recorded.fact().kind())
                .filter(kind -> kind.startsWith("message."))
                .toList();
    }

    private <T> T in(BiFunction<Tx, Monitor, T> work) {
        return stage.rooms()
                .store()
                .write(tx -> work.apply(tx, stage.rooms().projects().enter(tx, ann.project())));
    }

    private <T> T read(java.util.function.Function<Tx, T> look) {
        return stage.rooms().store().read(look::apply);
    }
}
