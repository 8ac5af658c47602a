package dev.tutti.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.locks.Evidence.Uncommitted;
import dev.tutti.locks.LockRules.Overlap;
import dev.tutti.locks.Verdict.AskGit;
import dev.tutti.locks.Verdict.Beside;
import dev.tutti.locks.Verdict.Elsewhere;
import dev.tutti.locks.Verdict.HolderGone;
import dev.tutti.locks.Verdict.InTheWay;
import dev.tutti.locks.Verdict.Over;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.TreeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every combination of what counts, against a statement that gives each verdict its whole condition, in no order. */
final class LockRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Glob FILE = Glob.literal("src/f");
    private static final InstanceId ME = new InstanceId(1);
    private static final InstanceId OTHER = new InstanceId(2);

    private enum Term {
        NONE,
        RUNNING,
        PASSED
    }

    private enum Trees {
        SAME(1, 1),
        OTHER(1, 2),
        LOCK_IN_ALL(0, 1),
        REQUEST_IN_ALL(1, 0),
        BOTH_IN_ALL(0, 0);

        private final long lock;
        private final long request;

        Trees(long lock, long request) {
            this.lock = lock;
            this.request = request;
        }
    }

    /** What the verdict may depend on. */
    private record Case(
            boolean own,
            LockMode mode,
            LockMode wanted,
            Trees trees,
            HolderState holder,
            Hold hold,
            boolean hard,
            boolean changed,
            Term term,
            boolean siblingCall,
            boolean callRunning,
            Uncommitted uncommitted,
            boolean shown,
            boolean steal,
            OtherTree otherTree) {

        boolean meets() {
            return trees != Trees.OTHER;
        }

        boolean compatible() {
            return mode == LockMode.SHARED && wanted == LockMode.SHARED;
        }

        /** Another's lock that excludes the request, its holder being somewhere still. */
        boolean contested() {
            return !own && !compatible() && holder != HolderState.GONE && !handTermPassed();
        }

        boolean handTermPassed() {
            return hold == Hold.HAND && term == Term.PASSED;
        }

        /** A contested lock of the same tree, of a holder that is known to live, which nobody steals. */
        boolean respected() {
            return contested() && meets() && !steal && holder != HolderState.UNVOUCHED;
        }

        /** A respected lock on which neither a call nor a term runs. */
        boolean resting() {
            return respected() && !callRunning && term != Term.RUNNING;
        }

        /** A resting lock for a task in which something may have to be committed. */
        boolean inWork() {
            return resting() && hold == Hold.TASK && changed;
        }

        boolean busy() {
            return holder == HolderState.BUSY;
        }
    }

    private static final Map<Verdict, Predicate<Case>> STATEMENT = statement();

    private static Map<Verdict, Predicate<Case>> statement() {
        Map<Verdict, Predicate<Case>> is = new LinkedHashMap<>();
        is.put(new InTheWay(Why.SIBLING_CALL), c -> c.own && c.meets() && c.siblingCall);
        is.put(new Beside(), c -> (c.own && !(c.meets() && c.siblingCall)) || (!c.own && c.compatible()));
        is.put(new HolderGone(), c -> !c.own && !c.compatible() && c.holder == HolderState.GONE);
        is.put(
                new Over(FreedBy.EXPIRED),
                c -> !c.own && !c.compatible() && c.holder != HolderState.GONE && c.handTermPassed());
        is.put(
                new InTheWay(Why.OTHER_TREE),
                c -> c.contested() && !c.meets() && c.otherTree == OtherTree.DENY && !c.steal);
        is.put(new Elsewhere(), c -> c.contested() && !c.meets() && (c.otherTree != OtherTree.DENY || c.steal));
        is.put(new Over(FreedBy.STOLEN), c -> c.contested() && c.meets() && c.steal);
        is.put(
                new Over(FreedBy.HOST_LAPSED),
                c -> c.contested() && c.meets() && !c.steal && c.holder == HolderState.UNVOUCHED);
        is.put(new InTheWay(Why.CALL_RUNNING), c -> c.respected() && c.callRunning);
        is.put(
                new InTheWay(Why.TERM_RUNNING),
                c -> c.respected() && !c.callRunning && (c.term == Term.RUNNING || c.hold == Hold.HAND));
        is.put(new Over(FreedBy.CALL_OVER), c -> c.resting() && c.hold == Hold.CALL);
        is.put(new InTheWay(Why.TURN_RUNNING), c -> c.busy() && c.inWork() && c.uncommitted == Uncommitted.YES);
        is.put(
                new InTheWay(Why.TURN_ONLY),
                c -> c.resting()
                        && c.busy()
                        && (c.hold == Hold.TURN || (c.inWork() && c.uncommitted == Uncommitted.NEVER)));
        is.put(
                new Over(FreedBy.TURN_OVER),
                c -> c.resting()
                        && !c.busy()
                        && (c.hold == Hold.TURN || (c.inWork() && c.uncommitted == Uncommitted.NEVER)));
        is.put(new Over(FreedBy.UNCHANGED), c -> c.resting() && c.hold == Hold.TASK && !c.changed);
        is.put(new AskGit(), c -> c.inWork() && c.uncommitted == Uncommitted.NOT_ASKED);
        is.put(new Over(FreedBy.CLEAN), c -> c.inWork() && c.uncommitted == Uncommitted.NO);
        is.put(new Over(FreedBy.UNDONE), c -> c.inWork() && c.uncommitted == Uncommitted.UNDONE);
        is.put(new InTheWay(Why.UNCOMMITTED), c -> leftDirty(c) && c.hard);
        is.put(new InTheWay(Why.SHOWN_ONCE), c -> leftDirty(c) && !c.hard && !c.shown);
        is.put(new Over(FreedBy.TAKEN_OVER), c -> leftDirty(c) && !c.hard && c.shown);
        return is;
    }

    private static boolean leftDirty(Case c) {
        return c.inWork() && !c.busy() && c.uncommitted == Uncommitted.YES;
    }

    @Test
    void everyCombinationHasTheVerdictThatIsStated() {
        Map<Verdict, Integer> seen = new LinkedHashMap<>();
        forEachCase(each -> {
            Verdict verdict = LockRules.judge(request(each), overlap(each), NOW);

            List<Verdict> stated = stated(each);
            if (!stated.equals(List.of(verdict))) {
                assertThat(List.of(verdict)).as("%s", each).isEqualTo(stated);
            }
            seen.merge(verdict, 1, Integer::sum);
        });
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(STATEMENT.keySet());
    }

    @Test
    void withoutStealingNobodyTakesWhatALivingHolderIsChangingInTheSameTree() {
        forEachCase(each -> {
            boolean inUse = each.contested()
                    && each.meets()
                    && !each.steal
                    && each.holder != HolderState.UNVOUCHED
                    && each.hold != Hold.CALL
                    && (each.callRunning || (each.busy() && each.changed && each.uncommitted == Uncommitted.YES));
            if (inUse && !(LockRules.judge(request(each), overlap(each), NOW) instanceof InTheWay)) {
                throw new AssertionError("not in the way: " + each);
            }
        });
    }

    private static List<Verdict> stated(Case each) {
        List<Verdict> stated = new ArrayList<>();
        for (Map.Entry<Verdict, Predicate<Case>> entry : STATEMENT.entrySet()) {
            if (entry.getValue().test(each)) {
                stated.add(entry.getKey());
            }
        }
        return stated;
    }

    private static void forEachCase(Consumer<Case> cases) {
        for (boolean own : flags()) {
            for (LockMode mode : LockMode.values()) {
                for (LockMode wanted : LockMode.values()) {
                    for (Trees trees : Trees.values()) {
                        for (HolderState holder : HolderState.values()) {
                            for (Hold hold : Hold.values()) {
                                forEachOf(
                                        cases,
                                        new Case(
                                                own,
                                                mode,
                                                wanted,
                                                trees,
                                                holder,
                                                hold,
                                                false,
                                                true,
                                                Term.NONE,
                                                false,
                                                false,
                                                Uncommitted.NO,
                                                false,
                                                false,
                                                OtherTree.WARN));
                            }
                        }
                    }
                }
            }
        }
    }

    private static void forEachOf(Consumer<Case> cases, Case c) {
        for (boolean changed : flags()) {
            for (boolean hard : flags()) {
                forEachOf(cases, c, hard, changed);
            }
        }
    }

    private static void forEachOf(Consumer<Case> cases, Case c, boolean hard, boolean changed) {
        for (Term term : Term.values()) {
            for (boolean sibling : flags()) {
                for (boolean call : flags()) {
                    for (Uncommitted uncommitted : Uncommitted.values()) {
                        for (boolean shown : flags()) {
                            for (boolean steal : flags()) {
                                for (OtherTree otherTree : OtherTree.values()) {
                                    cases.accept(new Case(
                                            c.own,
                                            c.mode,
                                            c.wanted,
                                            c.trees,
                                            c.holder,
                                            c.hold,
                                            hard,
                                            changed,
                                            term,
                                            sibling,
                                            call,
                                            uncommitted,
                                            shown,
                                            steal,
                                            otherTree));
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static boolean[] flags() {
        return new boolean[] {false, true};
    }

    private static LockRequest request(Case c) {
        return new LockRequest(
                key(c.trees.request),
                c.wanted,
                ME,
                ME,
                Optional.empty(),
                new LockRequest.Terms(Hold.TASK, false, Optional.empty(), c.otherTree),
                "",
                c.steal);
    }

    private static Overlap overlap(Case c) {
        Optional<Instant> expires = switch (c.term) {
            case NONE -> Optional.empty();
            case RUNNING -> Optional.of(NOW.plusMillis(1));
            case PASSED -> Optional.of(NOW);
        };
        InstanceId holder = c.own ? ME : OTHER;
        Lock lock = new Lock(
                new LockId(7),
                key(c.trees.lock),
                c.mode,
                holder,
                holder,
                3,
                c.hold,
                c.hard,
                true,
                c.changed,
                PreImage.UNKNOWN,
                "",
                NOW,
                expires);
        return new Overlap(lock, c.holder, c.siblingCall, c.callRunning, c.uncommitted, c.shown);
    }

    private static LockKey key(long tree) {
        Optional<TreeId> id = tree == 0 ? Optional.empty() : Optional.of(new TreeId(tree));
        return new LockKey(new ProjectId(1), id, "src/f", FILE);
    }
}
