package dev.tutti.messages;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.store.Tx;
import dev.tutti.messages.Delivery.State;
import dev.tutti.messages.MessageOutcome.Faulty;
import dev.tutti.messages.MessageOutcome.Full;
import dev.tutti.messages.MessageOutcome.Sent;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Notes to each other, with proof of delivery. Every verb works in the caller's transaction; those that a person or instance
 * gives take the project's monitor. Stateless.
 */
public final class Messages {

    /** Messages that one answer is filled from. */
    private static final int HANDED_MAX = 20;

    private static final int PRUNED_AT_ONCE = 200;

    private final MessageTable table = new MessageTable();
    private final Journal journal;

    public Messages(Journal journal) {
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * Queues a message for all of {@code recipients}, or for none; one that was sent under the same key before is returned as
     * it is.
     *
     * @param recipients at least one, each once
     */
    public MessageOutcome send(Tx tx, Monitor monitor, MessageDraft said, Instance sender, List<Instance> recipients) {
        MessageDraft draft = said.kept();
        List<String> faults = MessageRules.faults(draft, recipients.size());
        if (!faults.isEmpty()) {
            return new Faulty(faults);
        }
        Optional<Message> before = draft.once().isEmpty()
                ? Optional.empty()
                : table.once(tx, monitor.project(), sender.id(), draft.once());
        if (before.isPresent()) {
            return new Sent(before.get(), table.deliveries(tx, before.get().id()));
        }
        for (Instance recipient : recipients) {
            int unread = table.unread(tx, recipient.id());
            if (unread >= MessageRules.UNREAD_MAX) {
                return new Full(recipient, unread);
            }
        }
        Message stored = insert(tx, monitor, draft, sender);
        List<Delivery> deliveries = recipients.stream()
                .map(recipient -> queued(stored.id(), recipient))
                .toList();
        deliveries.forEach(delivery -> table.insert(tx, stored, delivery));
        journal.append(tx, monitor, new MessageFact.Sent(sender, stored, recipients.size()).toFact());
        return new Sent(stored, deliveries);
    }

    private Message insert(Tx tx, Monitor monitor, MessageDraft draft, Instance sender) {
        long thread = draft.answers().map(answered -> answered.thread().value()).orElse(0L);
        Message message = new Message(
                new MessageId(0),
                monitor.project(),
                new MessageId(thread),
                draft.answers().map(Message::id),
                sender.id(),
                sender.name(),
                draft.addressed(),
                draft.text(),
                tx.now(),
                draft.within().map(tx.now()::plus));
        MessageId id = table.insert(tx, message, thread, draft.once());
        return table.find(tx, monitor.project(), id).orElseThrow();
    }

    private static Delivery queued(MessageId message, Instance recipient) {
        return new Delivery(
                message,
                recipient.id(),
                recipient.name(),
                State.QUEUED,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /**
     * An event of an instance, whose answer can carry something: what an earlier answer carried has arrived, and of what is
     * queued for it, oldest first, as much as fits goes out with this one.
     *
     * @param carrier what the answer is, one line
     * @param fits whether the answer has room for one more message, which it then carries
     * @return what goes out, as it was before that
     */
    public List<Letter> handOver(Tx tx, InstanceId recipient, String carrier, Predicate<Message> fits) {
        List<Letter> open = table.open(tx, recipient, HANDED_MAX);
        if (open.stream().anyMatch(letter -> letter.delivery().state() == State.INJECTED)) {
            table.seen(tx, recipient);
        }
        return carried(tx, recipient, open, carrier, fits);
    }

    /**
     * The recipient has looked at them by itself.
     *
     * @return those that had not gone out before
     */
    public List<Letter> shown(Tx tx, InstanceId recipient, List<Letter> letters, String carrier) {
        return carried(tx, recipient, letters, carrier, _ -> true);
    }

    private List<Letter> carried(
            Tx tx, InstanceId recipient, List<Letter> letters, String carrier, Predicate<Message> fits) {
        List<Letter> carried = letters.stream()
                .filter(letter -> letter.delivery().state() == State.QUEUED)
                .takeWhile(letter -> fits.test(letter.message()))
                .toList();
        if (!carried.isEmpty()) {
            table.injected(
                    tx,
                    recipient,
                    carried.stream().map(letter -> letter.message().id()).toList(),
                    carrier);
        }
        return carried;
    }

    /** An event of an instance: what an earlier answer carried has arrived. */
    public void arrived(Tx tx, InstanceId recipient) {
        table.seen(tx, recipient);
    }

    /**
     * An answer did not arrive: what it carried is queued again, even if another event of the same moment seemed to prove it,
     * unless that was acknowledged.
     *
     * @return those of {@code carried} that are for {@code recipient}
     */
    public List<MessageId> lost(Tx tx, InstanceId recipient, List<MessageId> carried) {
        if (carried.isEmpty()) {
            return List.of();
        }
        table.takenBack(tx, recipient, carried);
        return table.those(tx, recipient, carried);
    }

    /**
     * Whether it had not been acknowledged yet.
     *
     * @param recipient who says so: whom the letter is for, or what that goes on as
     */
    public boolean acknowledge(Tx tx, Monitor monitor, Letter letter, Instance recipient) {
        if (letter.delivery().state() == State.ACKNOWLEDGED) {
            return false;
        }
        table.acknowledged(tx, letter.message().id(), letter.delivery().recipient());
        journal.append(tx, monitor, new MessageFact.Acknowledged(recipient, letter.message()).toFact());
        return true;
    }

    public Optional<Message> find(Tx tx, ProjectId project, MessageId id) {
        return table.find(tx, project, id);
    }

    /** In whichever project, what {@code somebody} sent or was sent. */
    public Optional<Message> findOf(Tx tx, InstanceId somebody, MessageId id) {
        return table.findOf(tx, somebody, id);
    }

    /** In the order of its recipients. */
    public List<Delivery> deliveries(Tx tx, Message message) {
        return table.deliveries(tx, message.id());
    }

    /** A message as one of those got it whom it is for; empty when it is not for {@code recipient}. */
    public Optional<Letter> letter(Tx tx, Message message, InstanceId recipient) {
        return table.delivery(tx, message.id(), recipient).map(delivery -> new Letter(message, delivery));
    }

    /** Those that are not proven to have arrived, oldest first. */
    public List<Letter> open(Tx tx, InstanceId recipient, int limit) {
        return table.open(tx, recipient, limit);
    }

    /** How many are not proven to have arrived. */
    public int unread(Tx tx, InstanceId recipient) {
        return table.unread(tx, recipient);
    }

    /** The newest first, whatever became of them. */
    public List<Letter> inbox(Tx tx, InstanceId recipient, int limit) {
        return table.inbox(tx, recipient, limit);
    }

    /** What somebody sent, the newest first. */
    public List<Message> sent(Tx tx, InstanceId sender, int limit) {
        return table.sent(tx, sender, limit);
    }

    /** The conversation that a message belongs to, the oldest first. */
    public List<Message> thread(Tx tx, Message message, int limit) {
        return table.thread(tx, message.thread(), limit);
    }

    /** The projects in which a deadline has passed that nobody was told of. */
    public List<ProjectId> projectsWithOverdue(Tx tx) {
        return table.projectsWithOverdue(tx);
    }

    /** When the next deadline passes of which nobody was told. */
    public Optional<Instant> nextDeadline(Tx tx) {
        return table.nextDeadline(tx);
    }

    /**
     * Whom a message did not reach, and why.
     *
     * @param deliveries at least one
     */
    public record Missed(Message message, List<Delivery> deliveries, Why why) {
        public Missed {
            requireNonNull(message, "message");
            deliveries = List.copyOf(deliveries);
            requireNonNull(why, "why");
        }
    }

    /** Why somebody was not reached. */
    public enum Why {
        /** Its time has passed; it stays queued. */
        TOO_LATE("too late"),
        /** The recipient has left; it is kept for a return. */
        GONE("gone"),
        /** It was as old as messages are kept, and is there no more. */
        TOO_OLD("too old");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        /** As the table, the journal and programs spell it. */
        String word() {
            return word;
        }
    }

    /** What was not reached in time in one project; each is returned once. It stays queued all the same. */
    public List<Missed> overdue(Tx tx, Monitor monitor) {
        return missed(tx, monitor, table.overdue(tx, monitor.project()), Why.TOO_LATE);
    }

    /** An instance has left: what had not arrived is kept for its return; each such message is returned once. */
    public List<Missed> left(Tx tx, Monitor monitor, InstanceId recipient) {
        List<Letter> open = table.open(tx, recipient, MessageRules.UNREAD_MAX).stream()
                .filter(letter -> letter.delivery().missed().isEmpty())
                .toList();
        table.queued(tx, recipient);
        return missed(tx, monitor, open, Why.GONE);
    }

    private List<Missed> missed(Tx tx, Monitor monitor, List<Letter> letters, Why why) {
        letters.forEach(letter -> table.missed(tx, letter.delivery(), why.word()));
        return told(tx, monitor, letters, why);
    }

    private List<Missed> told(Tx tx, Monitor monitor, List<Letter> letters, Why why) {
        Map<Message, List<Delivery>> byMessage = new LinkedHashMap<>();
        letters.forEach(letter -> byMessage
                .computeIfAbsent(letter.message(), _ -> new ArrayList<>())
                .add(letter.delivery()));
        List<Missed> missed = byMessage.entrySet().stream()
                .map(each -> new Missed(each.getKey(), each.getValue(), why))
                .toList();
        missed.forEach(each -> journal.append(
                tx, monitor, new MessageFact.Missed(each.message(), each.deliveries(), why.word()).toFact()));
        return missed;
    }

    /**
     * A child is over: what it had not seen is for its parent, once, but for what that has sent itself.
     *
     * @return what has reached nobody for that
     */
    public List<Missed> pass(Tx tx, Monitor monitor, Instance child, Instance parent) {
        table.pass(tx, child.id(), parent.id(), parent.name());
        table.dropShared(tx, child.id(), parent.id());
        return left(tx, monitor, child.id());
    }

    /**
     * A session goes on as another instance: what waits for the former one is for that, once, under the name it was sent to.
     */
    public void follow(Tx tx, Instance former, Instance now) {
        table.pass(tx, former.id(), now.id(), former.name());
        table.dropShared(tx, former.id(), now.id());
    }

    /** Whether there are messages older than that. */
    public boolean isAnyOld(Tx tx, ProjectId project, Instant before) {
        return table.isAnyBefore(tx, project, before);
    }

    /**
     * What one step deleted.
     *
     * @param missed whom it had not reached and of whom nobody was told before
     * @param more whether there are more
     */
    public record Pruned(List<Missed> missed, boolean more) {
        public Pruned {
            missed = List.copyOf(missed);
        }
    }

    /** Deletes some of them. */
    public Pruned prune(Tx tx, Monitor monitor, Instant before) {
        List<MessageId> old = table.oldest(tx, monitor.project(), before, PRUNED_AT_ONCE);
        if (old.isEmpty()) {
            return new Pruned(List.of(), false);
        }
        List<Missed> missed = told(tx, monitor, table.untold(tx, old), Why.TOO_OLD);
        table.delete(tx, old);
        return new Pruned(missed, old.size() == PRUNED_AT_ONCE);
    }
}
