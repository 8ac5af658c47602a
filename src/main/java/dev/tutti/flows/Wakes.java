package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookCall;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.store.Tx;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageOutcome.Sent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Begins a turn of a session that stands idle when there is a message for it, where the person switched that on and the host
 * offers it. The message itself comes with the answer to that turn's prompt, as always. Safe from any thread.
 */
final class Wakes {

    private static final System.Logger LOG = System.getLogger(Wakes.class.getName());

    /** Inboxes remembered; of more sessions than that some are not woken until their next event. */
    private static final int KNOWN_MAX = 1_000;

    private final Rooms rooms;
    private final Customs customs;
    private final Map<InstanceId, Path> inboxes = new ConcurrentHashMap<>();

    Wakes(Rooms rooms, Customs customs) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
    }

    /** A session's turn is over, and it stands idle from now on, unless something came for it meanwhile. */
    void ended(Tx tx, Instance session, HookCall call) {
        Optional<Path> inbox = path(call).filter(_ -> customs.usual().messages().wakes());
        if (session.isChild() || inbox.isEmpty()) {
            return;
        }
        if (inboxes.size() >= KNOWN_MAX) {
            inboxes.clear();
        }
        inboxes.put(session.id(), inbox.get());
        rooms.messages().open(tx, session.id(), 1).stream()
                .findFirst()
                .ifPresent(letter -> wakeSoon(tx, session, inbox.get(), letter.message()));
    }

    private static Optional<Path> path(HookCall call) {
        try {
            return call.caller().inbox().map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    /** After the transaction that queued it: those of its recipients that stand idle are woken. */
    void sent(Tx tx, Sent sent) {
        for (Delivery delivery : sent.deliveries()) {
            Instance recipient = rooms.instances().get(tx, delivery.recipient());
            Optional<Path> inbox = Optional.ofNullable(inboxes.get(recipient.id()))
                    .filter(_ -> recipient.turn() == Turn.ENDED
                            && customs.usual().messages().wakes());
            inbox.ifPresent(path -> wakeSoon(tx, recipient, path, sent.message()));
        }
    }

    private void wakeSoon(Tx tx, Instance recipient, Path inbox, Message message) {
        tx.afterCommit(() -> rooms.outside().background().run("wake " + recipient.name(), () -> wake(inbox, message)));
    }

    private void wake(Path inbox, Message message) {
        boolean taken = rooms.outside()
                .inbox()
                .say(inbox, "Tutti has a message for you, " + message.id().publicId() + "; it comes with this prompt.");
        LOG.log(
                System.Logger.Level.INFO,
                message.id().publicId() + (taken ? " woke a session" : " found no listener at the inbox of a session"));
    }
}
