package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.SessionId;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that began a moment ago. Where Tutti is installed twice, by launchers at two paths, the client reports each
 * beginning twice, and would show its session the same digest twice. Every other answer is given once by itself. Safe for any
 * thread.
 */
final class Beginnings {

    /** How long after the first report another one is the same beginning. */
    static final Duration SAME_WITHIN = Duration.ofSeconds(5);

    private static final int KEPT_MAX = 1_000;

    /** What tells two beginnings apart: a session that is resumed twice has two processes. */
    private record Key(SessionId session, SessionStart.Source source, OptionalLong process) {}

    private final Ticker ticker;
    private final Map<Key, Deadline> recent = new ConcurrentHashMap<>();

    Beginnings(Ticker ticker) {
        this.ticker = requireNonNull(ticker, "ticker");
    }

    /** Whether this is the first report of a beginning; remembers it. */
    boolean isFirst(SessionStart event) {
        if (recent.size() >= KEPT_MAX) {
            recent.values().removeIf(Deadline::hasPassed);
        }
        Deadline until = Deadline.in(ticker, SAME_WITHIN);
        return recent.merge(key(event), until, (known, fresh) -> known.hasPassed() ? fresh : known) == until;
    }

    /** The report was not answered: the next one is the first again. */
    void forget(SessionStart event) {
        recent.remove(key(event));
    }

    private static Key key(SessionStart event) {
        return new Key(
                event.call().session(), event.source(), event.call().caller().clientPid());
    }
}
