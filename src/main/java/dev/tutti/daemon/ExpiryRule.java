package dev.tutti.daemon;

import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** One reason for a daemon to leave by itself. Looked at seldom, so it may look at files. */
@FunctionalInterface
interface ExpiryRule {

    /** The reason, once it holds. */
    Optional<StopReason> holds();

    /** Nobody asked anything for {@code limit} and nobody is there who might. */
    static ExpiryRule idle(Duration limit, Supplier<Duration> idle, IntSupplier liveInstances) {
        return () -> idle.get().compareTo(limit) >= 0 && liveInstances.getAsInt() == 0
                ? reason(StopCause.IDLE, "nothing asked for " + limit.toMinutes() + " minutes and no instance lives")
                : Optional.empty();
    }

    /** The folder is gone, and with it every way to find this daemon. */
    static ExpiryRule homeGone(BooleanSupplier exists) {
        return () -> exists.getAsBoolean() ? Optional.empty() : reason(StopCause.HOME_LOST, "its home was removed");
    }

    /** The state file was removed or names another daemon. */
    static ExpiryRule stateLost(BooleanSupplier current) {
        return () -> current.getAsBoolean()
                ? Optional.empty()
                : reason(StopCause.HOME_LOST, "run/daemon was removed or names another daemon");
    }

    /** The first of {@code rules} that holds. */
    static ExpiryRule firstOf(List<ExpiryRule> rules) {
        return () -> rules.stream().flatMap(rule -> rule.holds().stream()).findFirst();
    }

    private static Optional<StopReason> reason(StopCause cause, String text) {
        return Optional.of(new StopReason(cause, text));
    }
}
