package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.BackgroundTasks;
import dev.tutti.agents.HookCall;
import dev.tutti.agents.HookEvent.ChildEnded;
import dev.tutti.agents.HookEvent.ChildStarted;
import dev.tutti.agents.HookEvent.Notified;
import dev.tutti.agents.HookEvent.PermissionDenied;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookEvent.PromptSubmitted.Origin;
import dev.tutti.agents.HookEvent.TurnEnded;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.ToolCall;
import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.instances.TaskSource;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A session works: prompts come in, tools run, children come and go, the turn ends. */
final class Turns {

    private final Rooms rooms;
    private final Arrivals arrivals;
    private final Endings endings;
    private final PoolSide pool;
    private final MessageTelling messages;
    private final Wakes wakes;
    private final RecentPaths recent;
    private final NoteTelling notes;

    /** What of a turn concerns the pool. */
    record PoolSide(PoolPosts posts, PoolTelling telling) {
        PoolSide {
            requireNonNull(posts, "posts");
            requireNonNull(telling, "telling");
        }
    }

    /** What else a turn concerns. */
    record Sides(PoolSide pool, Wakes wakes, RecentPaths recent) {
        Sides {
            requireNonNull(pool, "pool");
            requireNonNull(wakes, "wakes");
            requireNonNull(recent, "recent");
        }
    }

    Turns(Rooms rooms, Arrivals arrivals, Endings endings, Sides sides) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.endings = requireNonNull(endings, "endings");
        this.pool = sides.pool();
        this.wakes = sides.wakes();
        this.recent = sides.recent();
        this.messages = new MessageTelling(rooms);
        this.notes = new NoteTelling(rooms);
    }

    /** A prompt begins a turn; whatever of the last one was left open by an interruption ends now. */
    HookReply prompt(PromptSubmitted event) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        return rooms.store().write(tx -> {
            Guest guest = arrivals.meet(tx, arrival);
            Instance instance = guest.instance();
            List<String> lines = new ArrayList<>(
                    endings.settle(tx, instance, call -> call.actor().equals(instance.id())));
            rooms.instances().turn(tx, instance, Turn.RUNNING);
            event.title().ifPresent(title -> rooms.instances().task(tx, instance, title, TaskSource.SESSION_TITLE));
            if (event.origin() == Origin.PERSON) {
                String task = Foreign.line(event.text(), Words.TASK_MAX);
                if (!task.isEmpty()) {
                    rooms.instances().task(tx, instance, task, TaskSource.FIRST_PROMPT);
                }
            }
            lines.addAll(pool.telling().atPrompt(tx, instance, arrival));
            lines.addAll(notes.atPrompt(tx, instance));
            return told(tx, instance, lines, "prompt " + event.call().prompt());
        });
    }

    /** Some tool calls have ended, by running or failing. */
    HookReply toolsEnded(HookCall call, List<ToolCall> tools) {
        Arrival arrival = arrivals.survey(call, Start.NONE);
        Set<String> ids = tools.stream().map(tool -> tool.id().value()).collect(Collectors.toSet());
        return rooms.store().write(tx -> {
            Guest guest = arrivals.meetEnding(tx, arrival);
            Instance session = session(tx, guest.instance());
            goesOn(tx, guest.instance());
            recent.used(session.id(), call, tools, tx.now());
            List<String> lines =
                    new ArrayList<>(endings.settle(tx, session, pending -> ids.contains(pending.toolUseId())));
            lines.addAll(pool.telling().news(tx, guest.instance(), arrival));
            lines.addAll(notes.news(tx, guest.instance()));
            return told(
                    tx,
                    guest.instance(),
                    lines,
                    "tool result "
                            + tools.stream()
                                    .map(tool -> tool.id().value())
                                    .findFirst()
                                    .orElse(""));
        });
    }

    /** The host refused a call: it is told nothing then, so what there is to say waits. */
    HookReply denied(PermissionDenied event) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        String id = event.tool().id().value();
        return rooms.store().write(tx -> {
            Instance instance = arrivals.meetEnding(tx, arrival).instance();
            goesOn(tx, instance);
            owe(
                    tx,
                    instance,
                    endings.settle(
                            tx, session(tx, instance), call -> call.toolUseId().equals(id)));
            return HookReply.silent();
        });
    }

    /** The turn is over, unless something of it still runs in the background. */
    HookReply turnEnded(TurnEnded event) {
        if (event.call().agent().isPresent()) {
            return childOver(event.call());
        }
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        PoolPosts.Found found = pool.posts().in(event, arrival);
        return rooms.store().write(tx -> {
            Guest guest = arrivals.meet(tx, arrival);
            Instance session = session(tx, guest.instance());
            pool.posts().post(tx, guest, session, found, arrival);
            rooms.messages().arrived(tx, session.id());
            owe(tx, session, childrenOver(tx, session, event.backgroundTasks()));
            owe(tx, session, endings.settle(tx, session, call -> call.actor().equals(session.id())));
            if (event.backgroundTasks().someRun()) {
                return HookReply.silent();
            }
            endings.turnEnded(tx, session);
            wakes.ended(tx, session, event.call());
            return HookReply.silent();
        });
    }

    HookReply childStarted(ChildStarted event) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        return rooms.store()
                .write(tx -> told(tx, arrivals.meet(tx, arrival).instance(), List.of(), "start of a sub-agent"));
    }

    HookReply childEnded(ChildEnded event) {
        return childOver(event.call());
    }

    /** A child has ended; with it whatever its session's turn was kept for. One that is not known has ended before. */
    private HookReply childOver(HookCall call) {
        Arrival arrival = arrivals.survey(call, Start.NONE);
        return rooms.store().write(tx -> {
            Instance child = arrivals.meetEnding(tx, arrival).instance();
            if (child.isChild()) {
                Instance session = session(tx, child);
                rooms.messages().arrived(tx, child.id());
                owe(tx, session, endings.childOver(tx, child));
                if (session.turn() == Turn.ENDED) {
                    endings.turnOver(tx, session);
                }
            }
            return HookReply.silent();
        });
    }

    /** A tool of an instance that was waiting for its person has run: the person has answered. */
    private void goesOn(Tx tx, Instance instance) {
        if (instance.turn() == Turn.WAITING) {
            rooms.instances().turn(tx, instance, Turn.RUNNING);
        }
    }

    /** The host told its person something: perhaps that the session stands still until it answers. */
    HookReply notified(Notified event) {
        Arrival arrival = arrivals.survey(event.call(), Start.NONE);
        return rooms.store().write(tx -> {
            Instance instance = arrivals.meet(tx, arrival).instance();
            switch (event.notice()) {
                case WAITS_FOR_PERMISSION, WAITS_FOR_ANSWER -> rooms.instances().turn(tx, instance, Turn.WAITING);
                case WAITS_FOR_PROMPT, OTHER -> {}
            }
            return HookReply.silent();
        });
    }

    /** Anything else of a session proves that it lives. */
    HookReply seen(HookCall call) {
        Arrival arrival = arrivals.survey(call, Start.NONE);
        return rooms.store().write(tx -> {
            arrivals.meet(tx, arrival);
            return HookReply.silent();
        });
    }

    /** Children that the host does not list any more have ended without a word. */
    private List<String> childrenOver(Tx tx, Instance session, BackgroundTasks running) {
        List<String> lines = new ArrayList<>();
        for (Instance child : rooms.instances().children(tx, session.id())) {
            boolean mayRun = child.agentId()
                    .map(id -> running.mayInclude(new AgentId(id)))
                    .orElse(true);
            if (!mayRun) {
                lines.addAll(endings.childOver(tx, child));
            }
        }
        return lines;
    }

    private Instance session(Tx tx, Instance instance) {
        return instance.isChild() ? rooms.instances().get(tx, instance.holder()) : instance;
    }

    private void owe(Tx tx, Instance to, List<String> lines) {
        lines.forEach(line -> rooms.notices().owe(tx, to.id(), line));
    }

    /** @param carrier what the answer is to, one line */
    private HookReply told(Tx tx, Instance instance, List<String> first, String carrier) {
        Room room = Room.ofAnswer();
        List<String> lines = new ArrayList<>(messages.lines(tx, instance, carrier.strip(), room));
        lines.addAll(Telling.lines(rooms, tx, instance, first, room));
        return HookReply.context(lines);
    }
}
