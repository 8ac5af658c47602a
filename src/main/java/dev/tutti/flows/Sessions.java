package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent.SessionEnded;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.HookReply;
import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Meeting;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.instances.TaskSource;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions begin and end. */
public final class Sessions {

    /** Characters of the digest at most. */
    static final int DIGEST_MAX = 4_000;

    /** Of these what was left and learned may take, however much there is in the pool. */
    private static final int NOTES_MAX = 900;

    private final Rooms rooms;
    private final Arrivals arrivals;
    private final Farewell farewell;
    private final Endings endings;
    private final Digest digest;
    private final PoolTelling pool;
    private final DecisionTelling decisions;
    private final MessageTelling messages;
    private final NoteTelling notes;
    private final EnvironmentFile environmentFile;
    private final Beginnings beginnings;

    Sessions(Rooms rooms, Arrivals arrivals, Goings goings, Digests digests, EnvironmentFile environmentFile) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.farewell = goings.farewell();
        this.endings = goings.endings();
        this.digest = digests.people();
        this.pool = digests.pool();
        this.decisions = new DecisionTelling(rooms);
        this.messages = new MessageTelling(rooms);
        this.notes = new NoteTelling(rooms);
        this.environmentFile = requireNonNull(environmentFile, "environmentFile");
        this.beginnings = new Beginnings(rooms.outside().ticker());
    }

    /** What a session is told when it begins. */
    record Digests(Digest people, PoolTelling pool) {
        Digests {
            requireNonNull(people, "people");
            requireNonNull(pool, "pool");
        }
    }

    /** What happens when something of a session ends, or all of it. */
    record Goings(Endings endings, Farewell farewell) {
        Goings {
            requireNonNull(endings, "endings");
            requireNonNull(farewell, "farewell");
        }
    }

    /** Puts an instance's id and name where the shell of its session finds them. */
    @FunctionalInterface
    public interface EnvironmentFile {
        void append(String file, Instance instance);
    }

    HookReply start(SessionStart event) {
        boolean first = beginnings.isFirst(event);
        try {
            return first ? begun(event) : HookReply.silent();
        } catch (StoreException unanswered) {
            beginnings.forget(event);
            throw unanswered;
        }
    }

    private HookReply begun(SessionStart event) {
        Arrival arrival = arrivals.survey(event.call(), start(event.source()));
        bidFormerProcessFarewell(arrival);
        record Begun(Instance instance, List<String> lines) {}
        Begun begun = rooms.store().write(tx -> {
            Guest guest = arrivals.meet(tx, arrival);
            Instance instance = guest.instance();
            event.title().ifPresent(title -> rooms.instances().task(tx, instance, title, TaskSource.SESSION_TITLE));
            List<String> lines = new ArrayList<>(greeting(guest.meeting(), event.source()));
            lines.addAll(digest.lines(tx, instance, guest.standing()));
            List<String> known = new ArrayList<>(pool.digest(tx, instance, arrival));
            known.addAll(decisions.digest(tx, instance));
            List<String> left = within(NOTES_MAX, notes.digest(tx, instance));
            List<String> half = new ArrayList<>(within(DIGEST_MAX / 2 - price(left), known));
            half.addAll(left);
            Room room = Room.of(DIGEST_MAX / 2);
            List<String> told = new ArrayList<>(messages.lines(tx, instance, "session start", room));
            told.addAll(withinBudget(tx, instance, lines, half, DIGEST_MAX - price(told)));
            return new Begun(instance, told);
        });
        event.call().caller().envFile().ifPresent(file -> environmentFile.append(file, begun.instance()));
        return HookReply.context(begun.lines());
    }

    /**
     * Of the digest what fits, since it can be looked up; what was owed takes the room that is left, or waits. However many are
     * here, what they know has its half.
     */
    private List<String> withinBudget(Tx tx, Instance instance, List<String> people, List<String> known, int max) {
        List<String> half = within(max / 2, known);
        List<String> lines = new ArrayList<>(within(max - price(half), people));
        lines.addAll(half);
        Room room = Room.of(max);
        lines.forEach(room::takes);
        lines.addAll(rooms.notices().take(tx, instance.id(), room::takes));
        return lines;
    }

    private static int price(List<String> lines) {
        return lines.stream().mapToInt(line -> Room.quoted(line + "\n")).sum();
    }

    private static List<String> within(int max, List<String> lines) {
        Budget budget = new Budget(max, Room::quoted);
        lines.forEach(budget::add);
        return budget.lines();
    }

    /**
     * A session that is resumed while nobody has noticed yet that its process died: that process's locks, calls and children
     * end first, as they would have a moment later.
     */
    private void bidFormerProcessFarewell(Arrival arrival) {
        boolean died = rooms.store().read(tx -> isDead(arrivals.known(tx, arrival)));
        if (died) {
            rooms.store().write(tx -> {
                Optional<Instance> former = arrivals.known(tx, arrival);
                if (isDead(former)) {
                    farewell.bid(tx, former.get(), "its process is gone");
                }
                return former.isPresent();
            });
        }
    }

    private boolean isDead(Optional<Instance> instance) {
        return instance.isPresent() && rooms.instances().life(instance.get()) == Life.DEAD;
    }

    /** Ends the session, if it is known: this event registers nobody and revives nobody. */
    HookReply end(SessionEnded event) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        return rooms.store().write(tx -> {
            arrivals.known(tx, arrival).ifPresent(session -> end(tx, session, event.reason()));
            return HookReply.silent();
        });
    }

    private void end(Tx tx, Instance session, SessionEnded.Reason reason) {
        boolean goesOn = reason == SessionEnded.Reason.CLEAR
                && session.process().isPresent()
                && rooms.instances().life(session) != Life.DEAD;
        if (goesOn) {
            endings.cleared(tx, session);
        } else {
            farewell.bid(tx, session, "its session ended");
        }
    }

    private static Start start(SessionStart.Source source) {
        return switch (source) {
            case CLEAR -> Start.CLEARED;
            case FORK -> Start.FORKED;
            case STARTUP, RESUME, COMPACT, OTHER -> Start.FRESH;
        };
    }

    private static List<String> greeting(Meeting meeting, SessionStart.Source source) {
        return switch (meeting) {
            case Meeting.Known _, Meeting.Returned _, Meeting.Twin _ -> List.of();
            case Meeting.Joined joined ->
                source == SessionStart.Source.FORK ? List.of(Words.fork(joined.instance())) : List.of();
            case Meeting.Moved moved ->
                source == SessionStart.Source.FORK ? List.of(Words.forkMoved(moved.instance())) : List.of();
        };
    }

    /** Ends whoever a person names, as {@code tutti bye} does. */
    void bye(Tx tx, Instance instance) {
        farewell.bid(tx, instance, "it said bye");
    }
}
