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
import dev.tutti.instances.Turn;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Budget;
import java.util.ArrayList;
import java.util.List;

/** Sessions begin and end. */
public final class Sessions {

    /** Characters of the digest at most. */
    static final int DIGEST_MAX = 4_000;

    private final Rooms rooms;
    private final Arrivals arrivals;
    private final Farewell farewell;
    private final Digest digest;
    private final EnvironmentFile environmentFile;

    Sessions(Rooms rooms, Arrivals arrivals, Farewell farewell, Digest digest, EnvironmentFile environmentFile) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.farewell = requireNonNull(farewell, "farewell");
        this.digest = requireNonNull(digest, "digest");
        this.environmentFile = requireNonNull(environmentFile, "environmentFile");
    }

    /** Puts an instance's id and name where the shell of its session finds them. */
    @FunctionalInterface
    public interface EnvironmentFile {
        void append(String file, Instance instance);
    }

    HookReply start(SessionStart event) {
        Arrival arrival = arrivals.survey(event.call(), start(event.source()));
        record Begun(Instance instance, List<String> lines) {}
        Begun begun = rooms.store().write(tx -> {
            Guest guest = arrivals.meet(tx, arrival);
            Instance instance = guest.instance();
            event.title().ifPresent(title -> rooms.instances().task(tx, instance, title, TaskSource.SESSION_TITLE));
            List<String> lines = new ArrayList<>(greeting(guest.meeting(), event.source()));
            lines.addAll(digest.lines(tx, instance, guest.standing()));
            lines.addAll(rooms.notices().take(tx, instance.id()));
            return new Begun(instance, lines);
        });
        event.call().caller().envFile().ifPresent(file -> environmentFile.append(file, begun.instance()));
        Budget budget = Budget.ofChars(DIGEST_MAX);
        begun.lines().forEach(budget::add);
        return HookReply.context(budget.lines());
    }

    HookReply end(SessionEnded event) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        return rooms.store().write(tx -> {
            Instance instance = arrivals.meet(tx, arrival).instance();
            if (event.reason() == SessionEnded.Reason.CLEAR
                    && instance.process().isPresent()) {
                rooms.instances().turn(tx, instance, Turn.CLEARED);
            } else {
                farewell.bid(tx, instance, "its session ended");
            }
            return HookReply.silent();
        });
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
            case Meeting.Known _, Meeting.Returned _ -> List.of();
            case Meeting.Joined joined -> {
                List<String> lines = new ArrayList<>();
                joined.nameTaken().ifPresent(wish -> lines.add(Words.nameTaken(wish, joined.instance())));
                if (source == SessionStart.Source.FORK) {
                    lines.add(Words.fork(joined.instance()));
                }
                yield lines;
            }
            case Meeting.Moved moved ->
                source == SessionStart.Source.FORK ? List.of(Words.forkMoved(moved.instance())) : List.of();
            case Meeting.Twin twin -> List.of(Words.youAreTwin(twin.instance(), twin.others()));
        };
    }

    /** Ends whoever a person names, as {@code tutti bye} does. */
    void bye(Tx tx, Instance instance) {
        farewell.bid(tx, instance, "it said bye");
    }
}
