package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.process.Life;
import java.time.Duration;
import java.time.Instant;

/** Judges presence: process before lease before events. Pure. */
public final class PresenceRules {

    private PresenceRules() {}

    /**
     * What is known beyond the instance's own row.
     *
     * @param life what the machine says of its process, or of its session's when it is a child
     * @param vouched whether the daemon that watches it has renewed its lease
     * @param callRunning whether a call of its is running, however long
     */
    public record Evidence(Life life, boolean vouched, boolean callRunning) {
        public Evidence {
            requireNonNull(life, "life");
        }
    }

    /**
     * Judges how present an instance is.
     *
     * @param liveFor how long an event counts as lately
     */
    public static Presence judge(Instance instance, Evidence evidence, Instant now, Duration liveFor) {
        boolean expired =
                instance.expiresAt().isPresent() && !instance.expiresAt().get().isAfter(now);
        if (instance.hasEnded() || evidence.life() == Life.DEAD || expired) {
            return Presence.GONE;
        }
        if (evidence.life() == Life.UNKNOWN && !evidence.vouched()) {
            return Presence.UNSURE;
        }
        return switch (instance.turn()) {
            case WAITING -> Presence.WAITING;
            case ENDED, CLEARED -> Presence.IDLE;
            case RUNNING -> evidence.callRunning() || isLately(instance, now, liveFor) ? Presence.LIVE : Presence.QUIET;
        };
    }

    private static boolean isLately(Instance instance, Instant now, Duration liveFor) {
        return Duration.between(instance.seenAt(), now).compareTo(liveFor) <= 0;
    }
}
