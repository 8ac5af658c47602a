package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Letter;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageId;
import dev.tutti.messages.Messages.Missed;
import dev.tutti.messages.Messages.Why;
import dev.tutti.projects.Monitor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hands messages over with answers, and tells senders what became of theirs. */
final class MessageTelling {

    /** So long may a message be; it is told whole or not yet. */
    private static final int TEXT_MAX = 2_000;

    /** So much of a message reminds its sender of it. */
    private static final int REMINDER_MAX = 80;

    private static final int NAMED_MAX = 10;

    /** What carries a message to who looks by itself. */
    private static final String LOOK = "tutti message inbox";

    private static final Pattern BEGIN = Pattern.compile("Message (msg-[0-9]+) from ");

    private final Rooms rooms;

    MessageTelling(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /**
     * An event of an instance that can be told something: what is queued for it, as far as there is room.
     *
     * @param carrier what the answer is, one line
     */
    List<String> lines(Tx tx, Instance to, String carrier, Room room) {
        List<Letter> handed =
                rooms.messages().handOver(tx, to.id(), carrier, message -> room.takes(line(tx, to, message)));
        returned(tx, handed);
        return handed.stream().map(letter -> line(tx, to, letter.message())).toList();
    }

    /** An instance has looked at these by itself. */
    void looked(Tx tx, Instance self, List<Letter> letters) {
        returned(tx, rooms.messages().shown(tx, self.id(), letters, LOOK));
    }

    /** Senders who have not read yet that a recipient has left need not: it is back and has its message. */
    private void returned(Tx tx, List<Letter> handed) {
        for (Letter letter : handed) {
            if (letter.delivery().waitsForReturn()) {
                Missed missed = new Missed(letter.message(), List.of(letter.delivery()), Why.GONE);
                sender(tx, letter.message())
                        .ifPresent(sender -> rooms.notices().withdraw(tx, sender.id(), words(tx, missed)));
            }
        }
    }

    private String line(Tx tx, Instance to, Message message) {
        return begin(message.id()) + Words.who(rooms.instances().get(tx, message.sender())) + from(tx, to, message)
                + context(message) + ", "
                + When.relative(message.at(), tx.now()) + ": " + Foreign.quoted(message.text(), TEXT_MAX)
                + " (answer: tutti message reply " + message.id().publicId() + " TEXT)";
    }

    private String from(Tx tx, Instance to, Message message) {
        return message.project().equals(to.project())
                ? ""
                : " in the project " + Foreign.label(rooms.projects().name(tx, message.project()), 40);
    }

    /** How the line of a message begins, and no other line does. */
    static String begin(MessageId id) {
        return "Message " + id.publicId() + " from ";
    }

    /** The messages that these lines tell. */
    static List<MessageId> carried(List<String> lines) {
        return lines.stream()
                .map(BEGIN::matcher)
                .filter(Matcher::lookingAt)
                .flatMap(begin -> MessageId.of(begin.group(1)).stream())
                .toList();
    }

    /** What it answers, and to whom else it went. */
    static String context(Message message) {
        return message.answers()
                        .map(answered -> ", in answer to " + answered.publicId())
                        .orElse("")
                + (message.addressed().startsWith("@") ? ", to " + Foreign.label(message.addressed(), 40) : "");
    }

    /** Senders are told whom they did not reach, wherever their session is now; whoever has left is not. */
    void missed(Tx tx, List<Missed> all) {
        for (Missed missed : all) {
            sender(tx, missed.message()).ifPresent(sender -> rooms.notices().owe(tx, sender.id(), words(tx, missed)));
        }
    }

    private String words(Tx tx, Missed missed) {
        String begin = "Your message " + reminder(missed.message()) + " has not reached " + names(missed.deliveries());
        return switch (missed.why()) {
            case TOO_LATE ->
                begin + " in time; it stays queued (tutti message status "
                        + missed.message().id().publicId() + ").";
            case TOO_OLD -> begin + " in time; it was too old to be kept any longer (messages.keep_days).";
            case GONE ->
                begin + (mayReturn(tx, missed) ? ", who has left; it is kept for a return." : ", whose work is over.");
        };
    }

    private boolean mayReturn(Tx tx, Missed missed) {
        return missed.deliveries().stream()
                .anyMatch(delivery ->
                        !rooms.instances().get(tx, delivery.recipient()).isChild());
    }

    private static String names(List<Delivery> deliveries) {
        String names = deliveries.stream()
                .limit(NAMED_MAX)
                .map(delivery -> Foreign.label(delivery.recipientName(), 40))
                .collect(Collectors.joining(", "));
        return deliveries.size() > NAMED_MAX ? names + " and " + (deliveries.size() - NAMED_MAX) + " more" : names;
    }

    /** A message is acknowledged; its sender is told. */
    void acknowledged(Tx tx, Message message, Instance recipient) {
        sender(tx, message)
                .filter(sender -> !sender.id().equals(recipient.id()))
                .ifPresent(sender -> rooms.notices()
                        .owe(
                                tx,
                                sender.id(),
                                Words.who(recipient) + " has acknowledged your message " + reminder(message) + "."));
    }

    private Optional<Instance> sender(Tx tx, Message message) {
        return rooms.instances().now(tx, rooms.instances().get(tx, message.sender()));
    }

    private static String reminder(Message message) {
        return message.id().publicId() + " (" + Foreign.quoted(message.text(), REMINDER_MAX) + ")";
    }

    /** A child is over: what it was sent and had not seen is its parent's. */
    void passed(Tx tx, Monitor monitor, Instance child, Instance parent) {
        missed(tx, rooms.messages().pass(tx, monitor, child, parent));
    }

    /** An instance has left; what it was sent before is kept, what its children were sent too. */
    void left(Tx tx, Monitor monitor, Instance instance) {
        rooms.instances().children(tx, instance.id()).forEach(child -> passed(tx, monitor, child, instance));
        missed(tx, rooms.messages().left(tx, monitor, instance.id()));
    }
}
