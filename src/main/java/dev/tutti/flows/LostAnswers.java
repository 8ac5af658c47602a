package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import dev.tutti.instances.Instance;
import dev.tutti.instances.Sighting.Start;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.messages.MessageId;
import java.util.List;

/** Answers that came too late, or whose reader went away: what they carried is owed again. Safe from any thread. */
final class LostAnswers {

    private static final System.Logger LOG = System.getLogger(LostAnswers.class.getName());

    private final Rooms rooms;
    private final Arrivals arrivals;

    LostAnswers(Rooms rooms, Arrivals arrivals) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.arrivals = requireNonNull(arrivals, "arrivals");
    }

    void lost(HookEvent event, HookReply reply) {
        List<String> lines = lines(reply);
        if (lines.isEmpty()) {
            return;
        }
        try {
            Arrivals.Arrival arrival = arrivals.survey(event.call(), Start.NONE);
            rooms.store().write(tx -> {
                Instance to = arrivals.meetEnding(tx, arrival).instance();
                List<MessageId> queued = rooms.messages().lost(tx, to.id(), MessageTelling.carried(lines));
                lines.stream()
                        .filter(line -> !line.isBlank())
                        .filter(line -> queued.stream().noneMatch(id -> line.startsWith(MessageTelling.begin(id))))
                        .forEach(line -> rooms.notices().owe(tx, to.id(), line));
                return queued.size();
            });
        } catch (StoreException broken) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what a lost answer carried is not told again: " + broken.getMessage());
        }
    }

    /** What was to be known, whatever became of the call; a refusal is void. */
    private static List<String> lines(HookReply reply) {
        return switch (reply) {
            case HookReply.Silent() -> List.of();
            case HookReply.Context context -> context.lines();
            case HookReply.Refuse refuse -> refuse.lines();
            case HookReply.Ask ask -> ask.lines();
        };
    }
}
