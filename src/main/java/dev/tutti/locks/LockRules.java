package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.locks.Evidence.Uncommitted;
import dev.tutti.locks.Verdict.AskGit;
import dev.tutti.locks.Verdict.Beside;
import dev.tutti.locks.Verdict.Elsewhere;
import dev.tutti.locks.Verdict.HolderGone;
import dev.tutti.locks.Verdict.InTheWay;
import dev.tutti.locks.Verdict.Over;
import java.time.Instant;

/** What one lock means for a request: pure, so that every combination can be enumerated. */
final class LockRules {

    private LockRules() {}

    /**
     * Everything that counts of an overlapping lock.
     *
     * @param holder the state of its holder
     * @param siblingCall whether it is the requester's own and a sibling's call runs on it
     * @param callRunning whether any call runs on it
     * @param uncommitted what git says of it
     * @param shown whether the requester was already told of its uncommitted changes, its holder's turn being over
     */
    record Overlap(
            Lock lock,
            HolderState holder,
            boolean siblingCall,
            boolean callRunning,
            Uncommitted uncommitted,
            boolean shown) {

        Overlap {
            requireNonNull(lock, "lock");
            requireNonNull(holder, "holder");
            requireNonNull(uncommitted, "uncommitted");
        }
    }

    /** Judges one lock whose key overlaps the request's. */
    static Verdict judge(LockRequest request, Overlap overlap, Instant now) {
        Lock lock = overlap.lock();
        if (lock.holder().equals(request.holder())) {
            boolean meets = lock.key().meets(request.key());
            return meets && overlap.siblingCall() ? new InTheWay(Why.SIBLING_CALL) : new Beside();
        }
        if (lock.mode() == LockMode.SHARED && request.mode() == LockMode.SHARED) {
            return new Beside();
        }
        if (overlap.holder() == HolderState.GONE) {
            return new HolderGone();
        }
        if (lock.hold() == Hold.HAND && lock.expiredAt(now)) {
            return new Over(FreedBy.EXPIRED);
        }
        if (!lock.key().meets(request.key())) {
            return request.terms().otherTree() == OtherTree.DENY && !request.steal()
                    ? new InTheWay(Why.OTHER_TREE)
                    : new Elsewhere();
        }
        if (request.steal()) {
            return new Over(FreedBy.STOLEN);
        }
        if (overlap.holder() == HolderState.UNVOUCHED) {
            return new Over(FreedBy.HOST_LAPSED);
        }
        if (overlap.callRunning()) {
            return new InTheWay(Why.CALL_RUNNING);
        }
        if (lock.hasTermAt(now)) {
            return new InTheWay(Why.TERM_RUNNING);
        }
        return judgeHold(overlap);
    }

    private static Verdict judgeHold(Overlap overlap) {
        return switch (overlap.lock().hold()) {
            case HAND -> new InTheWay(Why.TERM_RUNNING);
            case CALL -> new Over(FreedBy.CALL_OVER);
            case TURN ->
                overlap.holder() == HolderState.BUSY ? new InTheWay(Why.TURN_ONLY) : new Over(FreedBy.TURN_OVER);
            case TASK -> judgeTask(overlap);
        };
    }

    private static Verdict judgeTask(Overlap overlap) {
        if (!overlap.lock().changed()) {
            // Taken by hand first, and the calls under it changed nothing: whatever git says is not the holder's.
            return new Over(FreedBy.UNCHANGED);
        }
        boolean busy = overlap.holder() == HolderState.BUSY;
        return switch (overlap.uncommitted()) {
            case NOT_ASKED -> new AskGit();
            case NO -> new Over(FreedBy.CLEAN);
            case UNDONE -> new Over(FreedBy.UNDONE);
            case NEVER -> busy ? new InTheWay(Why.TURN_ONLY) : new Over(FreedBy.TURN_OVER);
            case YES -> {
                if (busy) {
                    yield new InTheWay(Why.TURN_RUNNING);
                }
                if (overlap.lock().hard()) {
                    yield new InTheWay(Why.UNCOMMITTED);
                }
                yield overlap.shown() ? new Over(FreedBy.TAKEN_OVER) : new InTheWay(Why.SHOWN_ONCE);
            }
        };
    }
}
