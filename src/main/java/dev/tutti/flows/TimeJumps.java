package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.time.Ticker;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that the wall clock went another way than elapsed time: the machine slept, or somebody set its clock. Then terms
 * are moved along, so that nobody loses or keeps a lock because of it, and the host's lease is renewed, all before anything
 * else is answered. Where the database has a clock of its own the terms count by that one and stay. Safe from any thread.
 */
final class TimeJumps {

    /** Less than this is drift. */
    static final Duration JUMP_MIN = Duration.ofSeconds(30);

    /** A lease that was not renewed for this long, since nobody lived, is renewed before the first answer. */
    private static final Duration VOUCH_AFTER = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(TimeJumps.class.getName());

    private final Rooms rooms;
    private final FlowSettings settings;
    private final Ticker ticker;
    private Instant wall;
    private long elapsedNanos;
    private long vouchedNanos;

    TimeJumps(Rooms rooms, FlowSettings settings) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.settings = requireNonNull(settings, "settings");
        this.ticker = rooms.outside().ticker();
        this.wall = ticker.wall();
        this.elapsedNanos = ticker.elapsedNanos();
        this.vouchedNanos = elapsedNanos;
    }

    /**
     * Compares the clocks, which is cheap, deals with a jump, and vouches for who is about to be answered. When the store
     * cannot, the next call tries again.
     */
    void settle() {
        settle(true);
    }

    /** Deals with a jump and nothing else: what only looks is no proof of life. */
    void settleJump() {
        settle(false);
    }

    private synchronized void settle(boolean vouches) {
        Instant wallNow = ticker.wall();
        long elapsedNow = ticker.elapsedNanos();
        Duration jump = Duration.between(wall, wallNow).minusNanos(elapsedNow - elapsedNanos);
        boolean jumped = jump.abs().compareTo(JUMP_MIN) > 0;
        if (jumped || (vouches && elapsedNow - vouchedNanos > VOUCH_AFTER.toNanos())) {
            rooms.store().write(tx -> vouch(tx, jumped ? jump : Duration.ZERO));
            vouchedNanos = elapsedNow;
        }
        wall = wallNow;
        elapsedNanos = elapsedNow;
    }

    private boolean vouch(Tx tx, Duration jump) {
        boolean ownClock = tx.dialect().name().equals("sqlite");
        if (ownClock && !jump.isZero()) {
            LOG.log(System.Logger.Level.INFO, "the wall clock jumped by " + jump.toSeconds() + " s; terms move along");
            rooms.locks().extendTerms(tx, jump);
            rooms.instances().extendTerms(tx, jump);
        }
        rooms.hosts().extend(tx, settings.host());
        return ownClock;
    }
}
