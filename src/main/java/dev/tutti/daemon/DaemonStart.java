package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Problem;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.Sources;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.HomeException;
import dev.tutti.kernel.home.HomeLock;
import dev.tutti.kernel.home.ServingState;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.time.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tries to become the daemon of a home. Immutable; each try is on its own. */
public final class DaemonStart {

    /** How long a start waits for a holder that does not serve: one that starts, or one that stops. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = System.getLogger("dev.tutti.daemon");

    private final Home home;
    private final Surroundings surroundings;
    private final EnsembleFactory factory;

    public DaemonStart(Home home, Surroundings surroundings, EnsembleFactory factory) {
        this.home = requireNonNull(home, "home");
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.factory = requireNonNull(factory, "factory");
    }

    /**
     * Takes the home and serves it.
     *
     * @param environment where settings may stand
     * @param held told once the home is this process's, before anything is opened
     */
    public StartOutcome start(Map<String, String> environment, Runnable held) {
        try {
            home.open();
            Optional<HomeLock> lock = HomeLock.take(
                    home, () -> ServingState.read(home).isPresent(), Deadline.in(surroundings.ticker(), PATIENCE));
            if (lock.isEmpty()) {
                LOG.log(Level.INFO, "another daemon serves this home; pid " + surroundings.pid() + " leaves");
                return new StartOutcome.ServedElsewhere();
            }
            held.run();
            ServingState.removeStale(home);
            return open(new Daemon(home, surroundings, lock.get()), environment);
        } catch (HomeException e) {
            LOG.log(Level.ERROR, "failed to start: " + e.getMessage());
            return new StartOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private StartOutcome open(Daemon daemon, Map<String, String> environment) {
        Reading reading = new ConfigurationReader(Settings.ALL).read(Sources.of(environment, home.configuration()));
        return switch (reading) {
            case Reading.Refused refused -> failed(daemon, refused.text(), Optional.empty());
            case Reading.Whole whole -> open(daemon, whole);
        };
    }

    private StartOutcome open(Daemon daemon, Reading.Whole settings) {
        for (Problem note : settings.notes()) {
            LOG.log(Level.WARNING, note.toString());
        }
        try {
            daemon.open(settings.configuration(), factory);
            return new StartOutcome.Serves(daemon);
        } catch (StoreException e) {
            return failed(daemon, String.valueOf(e.getMessage()), unlessSaid(e));
        } catch (RuntimeException | Error e) {
            return failed(daemon, e.getMessage() == null ? e.toString() : e.getMessage(), Optional.of(e));
        }
    }

    /** What a store says of its server, disk or settings is for people, who read the last lines of the log. */
    private static Optional<Throwable> unlessSaid(StoreException e) {
        return switch (e.code()) {
            case BUSY, FULL, READ_ONLY, UNREACHABLE, OUSTED, REFUSED, TOO_NEW -> Optional.empty();
            case DAMAGED, UNKNOWN_OUTCOME, CLOSED, CONSTRAINT, BROKEN -> Optional.of(e);
        };
    }

    private StartOutcome failed(Daemon daemon, String text, Optional<Throwable> failure) {
        String hidden = surroundings.secrets().hide(text);
        LOG.log(Level.ERROR, "failed to start: " + hidden, failure.orElse(null));
        daemon.giveUp(new StopReason(StopCause.FAILED, hidden));
        return new StartOutcome.Failed(hidden);
    }
}
