package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.flows.People.NobodyException;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Presence;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Letter;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageDraft;
import dev.tutti.messages.MessageId;
import dev.tutti.messages.MessageOutcome;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages by hand. Safe from any thread. */
public final class MessageVerbs {

    /** Everybody who is here, but persons. */
    public static final String ALL = "@all";

    /** The persons of the project; whoever runs the daemon is always one of them. */
    public static final String PEOPLE = "@people";

    /** Words of Tutti that one look shows at most, in characters. */
    private static final int WORDS_MAX = 20_000;

    private final Rooms rooms;
    private final People people;
    private final Presences presences;
    private final MessageTelling telling;
    private final Wakes wakes;

    MessageVerbs(Rooms rooms, People people, Presences presences, Wakes wakes) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.people = requireNonNull(people, "people");
        this.presences = requireNonNull(presences, "presences");
        this.telling = new MessageTelling(rooms);
        this.wakes = requireNonNull(wakes, "wakes");
    }

    /**
     * What is to be sent.
     *
     * @param within how long its recipients have until the sender is told that they were not reached
     * @param once a key under which it is sent only once; empty when there is none
     */
    public record Note(String text, Optional<Duration> within, String once) {
        public Note {
            requireNonNull(text, "text");
            requireNonNull(within, "within");
            requireNonNull(once, "once");
        }

        private MessageDraft to(String addressed, Optional<Message> answers) {
            return new MessageDraft(addressed, text, answers, within, once);
        }
    }

    /**
     * Queues a message.
     *
     * @param to a name, an id, {@code @all}, {@code @people}, or {@code @} and a role
     * @throws NobodyException when that is nobody but the asker
     */
    public MessageOutcome send(Asker asker, String to, Note note) {
        return people.in(asker, (tx, standing, monitor) -> {
            Instance self = people.actor(tx, asker, standing, monitor);
            List<Instance> recipients = recipients(tx, new Place(asker, standing, monitor), self, to);
            MessageDraft draft = note.to(Foreign.line(to, 80), Optional.empty());
            return send(tx, monitor, draft, self, recipients);
        });
    }

    private MessageOutcome send(
            Tx tx, Monitor monitor, MessageDraft draft, Instance sender, List<Instance> recipients) {
        MessageOutcome outcome = rooms.messages().send(tx, monitor, draft, sender, recipients);
        if (outcome instanceof MessageOutcome.Sent sent) {
            wakes.sent(tx, sent);
        }
        return outcome;
    }

    /** Where somebody sends from, its project's row being held. */
    private record Place(Asker asker, Standing standing, Monitor monitor) {
        Place {
            requireNonNull(asker, "asker");
            requireNonNull(standing, "standing");
            requireNonNull(monitor, "monitor");
        }
    }

    private List<Instance> recipients(Tx tx, Place place, Instance self, String to) {
        List<Instance> others = rooms.instances().living(tx, place.standing().project()).stream()
                .filter(other -> !other.id().equals(self.id()))
                .toList();
        List<Instance> meant = switch (to) {
            case ALL -> sessions(tx, others);
            case PEOPLE -> persons(tx, place, self, others);
            default ->
                to.startsWith("@")
                        ? ofRole(tx, others, to.substring(1))
                        : List.of(people.called(tx, Optional.of(place.standing()), to));
        };
        if (meant.isEmpty() || meant.equals(List.of(self))) {
            throw new NobodyException("there is nobody but you to reach as " + Foreign.quoted(to, 80)
                    + "; tutti instances lists who is here");
        }
        return meant;
    }

    private List<Instance> sessions(Tx tx, List<Instance> others) {
        return others.stream()
                .filter(other -> !other.isChild() && !other.isPerson())
                .filter(other -> presences.of(tx, other) != Presence.GONE)
                .toList();
    }

    private List<Instance> ofRole(Tx tx, List<Instance> others, String role) {
        List<Instance> found = others.stream()
                .filter(other -> other.role().filter(role::equalsIgnoreCase).isPresent())
                .filter(other -> presences.of(tx, other) != Presence.GONE)
                .toList();
        if (found.isEmpty()) {
            List<String> roles = others.stream()
                    .flatMap(other -> other.role().stream())
                    .distinct()
                    .toList();
            throw new NobodyException("nobody here has the role " + Foreign.quoted(role, 40) + "; "
                    + Nearest.guess(role, roles)
                    + (roles.isEmpty()
                            ? "no other role is here"
                            : "roles here: " + Foreign.label(String.join(", ", roles), 200))
                    + "; " + ALL + " and " + PEOPLE + " are no roles");
        }
        return found;
    }

    private List<Instance> persons(Tx tx, Place place, Instance self, List<Instance> others) {
        Map<InstanceId, Instance> persons = new LinkedHashMap<>();
        others.stream().filter(Instance::isPerson).forEach(person -> persons.put(person.id(), person));
        if (!self.isPerson()) {
            Instance user = people.person(tx, place.asker(), place.standing(), place.monitor());
            persons.put(user.id(), user);
        }
        return List.copyOf(persons.values());
    }

    /**
     * Answers a message in its conversation, which acknowledges it: to its sender, or to those whom it was for when that is
     * the asker.
     *
     * @return empty when there is no such message here
     * @throws NobodyException when all of them have left
     */
    public Optional<MessageOutcome> reply(Asker asker, MessageId id, Note note) {
        return people.in(
                asker,
                (tx, standing, monitor) -> find(tx, asker, standing, id).map(message -> {
                    Instance self = people.actor(tx, asker, standing, monitor);
                    List<Instance> recipients = counterparts(tx, message, self);
                    String to = recipients.size() == 1 ? recipients.getFirst().name() : message.addressed();
                    MessageOutcome outcome = send(tx, monitor, note.to(to, Optional.of(message)), self, recipients);
                    if (outcome instanceof MessageOutcome.Sent) {
                        letter(tx, message, self)
                                .ifPresent(letter -> rooms.messages().acknowledge(tx, monitor, letter, self));
                    }
                    return outcome;
                }));
    }

    private List<Instance> counterparts(Tx tx, Message message, Instance self) {
        boolean isOwn = selves(tx, self).anyMatch(each -> each.equals(message.sender()));
        Stream<InstanceId> ids = isOwn
                ? rooms.messages().deliveries(tx, message).stream().map(Delivery::recipient)
                : Stream.of(message.sender());
        List<Instance> living = ids.map(id -> rooms.instances().get(tx, id))
                .flatMap(other -> rooms.instances().now(tx, other).stream())
                .filter(other -> !other.id().equals(self.id()))
                .distinct()
                .toList();
        if (living.isEmpty()) {
            throw new NobodyException(
                    "nobody of " + message.id().publicId() + " is here any more; tutti instances lists who is");
        }
        return living;
    }

    /** A message of the project, or one of another that the asker sent or was sent. Reads only. */
    public Optional<Message> find(Tx tx, Asker asker, Standing standing, MessageId id) {
        return rooms.messages()
                .find(tx, standing.project(), id)
                .or(() -> people.find(tx, asker, Optional.of(standing))
                        .flatMap(self -> selves(tx, self)
                                .flatMap(each -> rooms.messages().findOf(tx, each, id).stream())
                                .findFirst()));
    }

    /** What somebody sent, wherever its session was then; the newest first. Reads only. */
    public List<Message> sent(Tx tx, Instance sender, int limit) {
        return selves(tx, sender)
                .flatMap(each -> rooms.messages().sent(tx, each, limit).stream())
                .sorted(Comparator.comparing((Message message) -> message.id().value())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private Optional<Letter> letter(Tx tx, Message message, Instance self) {
        return selves(tx, self)
                .flatMap(each -> rooms.messages().letter(tx, message, each).stream())
                .findFirst();
    }

    /** An instance, and those that its session was before, in whichever project. */
    private Stream<InstanceId> selves(Tx tx, Instance instance) {
        return Stream.concat(Stream.of(instance), rooms.instances().former(tx, instance).stream())
                .map(Instance::id);
    }

    /** What came of acknowledging. */
    public enum Acknowledgement {
        DONE,
        DONE_BEFORE,
        UNKNOWN,
        NOT_TO_ASKER
    }

    /** Says that the asker has a message; its sender is told. */
    public Acknowledgement acknowledge(Asker asker, MessageId id) {
        return people.in(asker, (tx, standing, monitor) -> {
            Optional<Message> message = find(tx, asker, standing, id);
            if (message.isEmpty()) {
                return Acknowledgement.UNKNOWN;
            }
            Instance self = people.actor(tx, asker, standing, monitor);
            Optional<Letter> letter = letter(tx, message.get(), self);
            if (letter.isEmpty()) {
                return Acknowledgement.NOT_TO_ASKER;
            }
            if (!rooms.messages().acknowledge(tx, monitor, letter.get(), self)) {
                return Acknowledgement.DONE_BEFORE;
            }
            telling.acknowledged(tx, message.get(), self);
            return Acknowledgement.DONE;
        });
    }

    /**
     * What is there for somebody.
     *
     * @param letters messages, as they were before this look
     * @param words what Tutti owed it, which nothing else tells persons and scripts
     */
    public record Inbox(List<Letter> letters, List<String> words) {
        public Inbox {
            letters = List.copyOf(letters);
            words = List.copyOf(words);
        }
    }

    /**
     * Shows the asker what is for it. To persons and scripts it has arrived with that; to a session once a later event proves
     * it, and not at all when somebody else looks for it with {@code --as}.
     *
     * @param seen whether also what has arrived, the newest first
     * @throws NobodyException when {@code --as} names nobody
     */
    public Inbox inbox(Asker asker, boolean seen, int limit) {
        Ground ground = people.ground(asker);
        return rooms.store().write(tx -> {
            Optional<Standing> standing = people.standing(tx, ground);
            return people.find(tx, asker, standing)
                    .map(self -> new Inbox(letters(tx, new Look(asker, standing, seen, limit), self), words(tx, self)))
                    .orElse(new Inbox(List.of(), List.of()));
        });
    }

    /** The same without the words, which stay owed. */
    public List<Letter> letters(Asker asker, boolean seen, int limit) {
        Ground ground = people.ground(asker);
        return rooms.store().write(tx -> {
            Optional<Standing> standing = people.standing(tx, ground);
            return people.find(tx, asker, standing)
                    .map(self -> letters(tx, new Look(asker, standing, seen, limit), self))
                    .orElse(List.of());
        });
    }

    /** What is looked for, and from where. */
    private record Look(Asker asker, Optional<Standing> standing, boolean seen, int limit) {
        Look {
            requireNonNull(asker, "asker");
            requireNonNull(standing, "standing");
        }
    }

    private List<Letter> letters(Tx tx, Look look, Instance self) {
        List<Letter> letters = look.seen()
                ? rooms.messages().inbox(tx, self.id(), look.limit())
                : rooms.messages().open(tx, self.id(), look.limit());
        if (self.session().isEmpty()) {
            telling.looked(tx, self, letters);
            rooms.messages().arrived(tx, self.id());
        } else if (isItself(tx, look, self)) {
            telling.looked(tx, self, letters);
        }
        return letters;
    }

    private boolean isItself(Tx tx, Look look, Instance session) {
        Asker really = new Asker(look.asker().directory(), look.asker().caller(), Optional.empty());
        return people.find(tx, really, look.standing())
                .filter(looker -> looker.id().equals(session.id()))
                .isPresent();
    }

    /** What Tutti owed a person or a script; a session gets that with its answers. */
    private List<String> words(Tx tx, Instance self) {
        return self.session().isPresent() ? List.of() : rooms.notices().take(tx, self.id(), Room.of(WORDS_MAX)::takes);
    }
}
