package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.locks.Hold;
import dev.tutti.locks.OtherTree;
import dev.tutti.pool.PoolSettings;
import java.time.Duration;
import java.util.List;

/**
 * How locks are taken and the pool is shared out unless somebody says otherwise.
 *
 * @param host the lease of this daemon
 * @param hold until when an edit's lock is held: {@code locks.hold}
 * @param hard whether it denies until commit: {@code locks.strength}
 * @param otherTree what an overlap with another tree means: {@code locks.other_tree}
 * @param handTtl the term of locks made by hand: {@code locks.default_ttl}
 * @param liveFor how long an event counts as lately: {@code presence.live_for}
 * @param priorities who goes first in a line: {@code locks.priority_roles}, {@code locks.priority_paths}
 * @param failClosed what must not be edited while the store cannot answer: {@code locks.fail_closed}
 * @param pool how the pool is shared out: {@code pool.*}
 * @param messages how messages are kept and handed over: {@code messages.*}
 * @param critical paths whose changes are told to everybody: {@code pool.critical}
 */
public record FlowSettings(
        long host,
        Hold hold,
        boolean hard,
        OtherTree otherTree,
        Duration handTtl,
        Duration liveFor,
        Priorities priorities,
        List<PathGlob> failClosed,
        PoolSettings pool,
        MessageSettings messages,
        List<PathGlob> critical) {

    public FlowSettings {
        requireNonNull(hold, "hold");
        requireNonNull(otherTree, "otherTree");
        requireNonNull(handTtl, "handTtl");
        requireNonNull(liveFor, "liveFor");
        requireNonNull(priorities, "priorities");
        failClosed = List.copyOf(failClosed);
        requireNonNull(pool, "pool");
        requireNonNull(messages, "messages");
        critical = List.copyOf(critical);
    }

    /** Settings under which nobody goes before anybody else and every failure is open. */
    public FlowSettings(long host, Hold hold, boolean hard, OtherTree otherTree, Duration handTtl, Duration liveFor) {
        this(
                host,
                hold,
                hard,
                otherTree,
                handTtl,
                liveFor,
                Priorities.NONE,
                List.of(),
                PoolSettings.USUAL,
                MessageSettings.USUAL,
                List.of());
    }

    public FlowSettings with(Priorities others) {
        return new FlowSettings(
                host, hold, hard, otherTree, handTtl, liveFor, others, failClosed, pool, messages, critical);
    }

    public FlowSettings failingClosed(List<PathGlob> paths) {
        return new FlowSettings(
                host, hold, hard, otherTree, handTtl, liveFor, priorities, paths, pool, messages, critical);
    }

    public FlowSettings with(PoolSettings others) {
        return new FlowSettings(
                host, hold, hard, otherTree, handTtl, liveFor, priorities, failClosed, others, messages, critical);
    }

    public FlowSettings with(MessageSettings others) {
        return new FlowSettings(
                host, hold, hard, otherTree, handTtl, liveFor, priorities, failClosed, pool, others, critical);
    }

    public FlowSettings callingCritical(List<PathGlob> paths) {
        return new FlowSettings(
                host, hold, hard, otherTree, handTtl, liveFor, priorities, failClosed, pool, messages, paths);
    }
}
