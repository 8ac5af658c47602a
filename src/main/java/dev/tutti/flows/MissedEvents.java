package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.SessionId;
import dev.tutti.agents.ToolUseId;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes up for events that came while no daemon ran: the launcher noted one line for each, the next daemon adopts them before
 * it answers anything. What they ended is ended, unless its session was heard of since, and who went on working unguarded is
 * told so once. A launcher also notes events that a daemon was too slow to answer, so some of them may have been seen.
 * A session that no daemon ever met is told when one does.
 */
public final class MissedEvents {

    /** Lines adopted at most; of a longer file the newest count. */
    public static final int LINES_MAX = 10_000;

    private static final String AGENT = "claude";

    private final Rooms rooms;
    private final Endings endings;
    private final Farewell farewell;

    MissedEvents(Rooms rooms, Endings endings, Farewell farewell) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.endings = requireNonNull(endings, "endings");
        this.farewell = requireNonNull(farewell, "farewell");
    }

    /**
     * One event nobody answered.
     *
     * @param parentPid the process that called the launcher
     * @param event the host's name of it
     * @param toolUse the tool call it is about, if any
     * @param directory where it happened
     */
    public record Missed(
            Instant at,
            OptionalLong parentPid,
            String event,
            SessionId session,
            Optional<ToolUseId> toolUse,
            String directory) {

        public Missed {
            requireNonNull(at, "at");
            requireNonNull(parentPid, "parentPid");
            requireNonNull(event, "event");
            requireNonNull(session, "session");
            requireNonNull(toolUse, "toolUse");
            requireNonNull(directory, "directory");
        }

        /** Reads {@code EPOCH PPID EVENT SESSION_ID TOOL_USE_ID|- CWD}; empty when the line is torn or none of ours. */
        public static Optional<Missed> parse(String line) {
            String[] parts = line.split(" ", 6);
            boolean whole = parts.length == 6 && isNumber(parts[0]) && isNumber(parts[1]) && !parts[2].isEmpty();
            if (!whole) {
                return Optional.empty();
            }
            return SessionId.of(parts[3])
                    .map(session -> new Missed(
                            Instant.ofEpochSecond(Long.parseLong(parts[0])),
                            OptionalLong.of(Long.parseLong(parts[1])),
                            parts[2],
                            session,
                            parts[4].equals("-") ? Optional.empty() : ToolUseId.of(parts[4]),
                            parts[5]));
        }

        private static boolean isNumber(String text) {
            return text.matches("[0-9]{1,12}");
        }

        /** Hooks that are installed twice note everything twice. */
        private String sameAs() {
            return event + " " + toolUse.map(ToolUseId::value).orElseGet(at::toString);
        }
    }

    /** Adopts what was noted, oldest first; returns how many sessions it was about that are known. */
    public int adopt(List<Missed> lines) {
        Map<SessionId, Map<String, Missed>> bySession = new LinkedHashMap<>();
        lines.stream()
                .skip(Math.max(0, lines.size() - LINES_MAX))
                .forEach(line -> bySession
                        .computeIfAbsent(line.session(), _ -> new LinkedHashMap<>())
                        .putIfAbsent(line.sameAs(), line));
        int known = 0;
        for (Map.Entry<SessionId, Map<String, Missed>> entry : bySession.entrySet()) {
            List<Missed> events = new ArrayList<>(entry.getValue().values());
            known += rooms.store().write(tx -> adopt(tx, entry.getKey(), events)) ? 1 : 0;
        }
        return known;
    }

    private boolean adopt(Tx tx, SessionId session, List<Missed> events) {
        List<Instance> roots = rooms.instances().rootsOfSession(tx, AGENT, session.value());
        for (Instance root : roots) {
            List<Missed> own = events.stream()
                    .filter(missed -> roots.size() == 1 || isOf(root, missed))
                    .toList();
            adopt(tx, root, own);
        }
        if (roots.isEmpty()) {
            oweUnmet(tx, session, events);
        }
        return !roots.isEmpty();
    }

    /** Whoever has ended since is not coming back for it. */
    private void oweUnmet(Tx tx, SessionId session, List<Missed> events) {
        boolean ended = events.getLast().event().equals("SessionEnd");
        if (!ended) {
            unguarded(events).ifPresent(words -> rooms.notices().oweUnmet(tx, AGENT, session.value(), words));
        }
    }

    /** What is said of the steps among them that nobody guarded, if there are any. */
    private static Optional<String> unguarded(List<Missed> events) {
        int steps = (int) events.stream()
                .filter(missed -> missed.event().equals("PreToolUse"))
                .count();
        return steps == 0
                ? Optional.empty()
                : Optional.of(Words.unguarded(
                        steps, events.getFirst().at(), events.getLast().at()));
    }

    /** Of twins only the one that is known to have sent it: what one ended, the other may be in the middle of. */
    private static boolean isOf(Instance root, Missed missed) {
        return root.process()
                .filter(process -> missed.parentPid().equals(OptionalLong.of(process.pid())))
                .isPresent();
    }

    private void adopt(Tx tx, Instance instance, List<Missed> events) {
        for (Missed missed : events) {
            boolean since = !missed.at().plusSeconds(1).isBefore(instance.seenAt());
            switch (missed.event()) {
                case "PreToolUse" -> {
                    if (since) {
                        rooms.instances().turn(tx, rooms.instances().get(tx, instance.id()), Turn.RUNNING);
                    }
                }
                case "PostToolUse", "PostToolUseFailure", "PermissionDenied" -> toolEnded(tx, instance, missed);
                case "Stop", "StopFailure" -> {
                    if (since) {
                        stopped(tx, instance);
                    }
                }
                case "SessionEnd" -> {
                    if (since) {
                        ended(tx, instance);
                        return;
                    }
                }
                default -> {}
            }
        }
        unguarded(events).ifPresent(words -> rooms.notices().owe(tx, instance.id(), words));
    }

    private void toolEnded(Tx tx, Instance session, Missed missed) {
        missed.toolUse()
                .ifPresent(id -> owe(
                        tx,
                        session,
                        endings.settle(tx, session, call -> call.toolUseId().equals(id.value()))));
    }

    private void stopped(Tx tx, Instance session) {
        owe(tx, session, endings.settle(tx, session, call -> call.actor().equals(session.id())));
        endings.turnEnded(tx, rooms.instances().get(tx, session.id()));
    }

    /** The note does not say why it ended: a process that lives on was cleared, and its next session takes over. */
    private void ended(Tx tx, Instance session) {
        if (rooms.instances().life(session) == Life.ALIVE) {
            endings.cleared(tx, session);
        } else {
            farewell.bid(tx, session, "its session ended");
        }
    }

    private void owe(Tx tx, Instance to, List<String> lines) {
        lines.forEach(line -> rooms.notices().owe(tx, to.id(), line));
    }
}
