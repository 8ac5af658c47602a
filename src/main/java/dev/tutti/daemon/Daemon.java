package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.http.Doors;
import dev.tutti.http.Server;
import dev.tutti.http.ServerPlan;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.HomeLock;
import dev.tutti.kernel.home.Installation;
import dev.tutti.kernel.home.Registry;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.home.ServingState;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One daemon from the moment it serves. Made by {@link DaemonStart}. One thread runs {@link #serveUntilStopped}; everything
 * else is safe for any thread.
 */
public final class Daemon implements Resident {

    /** How long requests in flight may take once it is asked to stop. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** How often it looks whether a reason to leave holds. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(60);

    private static final Logger LOG = System.getLogger("dev.tutti.daemon");

    private final Home home;
    private final Surroundings surroundings;
    private final HomeLock lock;
    private final Registry registry;
    private final Activity activity;
    private final AtomicReference<DaemonEntry> entry;
    private final AtomicReference<Optional<StopReason>> asked = new AtomicReference<>(Optional.empty());
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Serving> serving = Optional.empty();

    /** What exists only while it serves. */
    private record Serving(Server server, Ensemble ensemble, ServingState state, ExpiryRule expiry) {}

    Daemon(Home home, Surroundings surroundings, HomeLock lock) {
        this.home = requireNonNull(home, "home");
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.lock = requireNonNull(lock, "lock");
        this.registry = new Registry(home);
        this.activity = new Activity(surroundings.ticker());
        this.entry = new AtomicReference<>(DaemonEntry.starting(
                surroundings.ids().uuid(),
                surroundings.pid(),
                surroundings.build(),
                surroundings.ticker().wall()));
    }

    /** Opens everything and lets clients find it, in this order: rooms, port, state file. */
    void open(Configuration configuration, EnsembleFactory factory) {
        registry.put(entry.get());
        Ensemble ensemble = factory.open(this, configuration);
        try {
            String token = surroundings.ids().hex(32);
            surroundings.secrets().add(token);
            Server server = server(token, ensemble);
            server.start();
            ServingState state = new ServingState(
                    server.port(),
                    token,
                    Server.WIRE,
                    surroundings.pid(),
                    surroundings.build().id(),
                    server.hookPort());
            serving = Optional.of(new Serving(server, ensemble, state, expiry(configuration, ensemble, state)));
            change(entry.get().serving(server.port()));
            state.write(home);
        } catch (RuntimeException | Error e) {
            serving.ifPresent(open -> open.server().stop(Duration.ZERO));
            ensemble.close();
            throw e;
        }
        registry.tidy(entry.get(), surroundings.ticker().wall());
        LOG.log(
                Level.INFO,
                "serving " + home.root() + " on port " + port() + ", build "
                        + surroundings.build().id() + ", version "
                        + surroundings.build().version());
    }

    private Server server(String token, Ensemble ensemble) {
        ServerPlan plan = new ServerPlan(token, surroundings.build().id(), surroundings.limits());
        Doors doors = new Doors(ensemble.hooks(), ensemble.verbs(), this::makeWayFor, activity::note);
        return new Server(plan, doors, surroundings.ticker(), surroundings.ids());
    }

    private ExpiryRule expiry(Configuration configuration, Ensemble ensemble, ServingState state) {
        return ExpiryRule.firstOf(List.of(
                ExpiryRule.homeGone(home::exists),
                ExpiryRule.stateLost(() -> state.isCurrent(home)),
                ExpiryRule.idle(configuration.get(Settings.IDLE_EXIT), activity::idle, ensemble::liveInstances)));
    }

    /** Frees the home after a start that failed. */
    void giveUp(StopReason reason) {
        change(entry.get().stopped(surroundings.ticker().wall(), reason));
        lock.close();
        stopped.countDown();
    }

    @Override
    public DaemonEntry entry() {
        return entry.get();
    }

    @Override
    public Home home() {
        return home;
    }

    public int port() {
        return serving.orElseThrow().server().port();
    }

    /** What clients are told; holds the token. */
    public ServingState state() {
        return serving.orElseThrow().state();
    }

    @Override
    public void askToStop(StopReason reason) {
        requireNonNull(reason, "reason");
        asked.updateAndGet(first -> first.or(() -> Optional.of(reason)));
        // Whoever is told that it stops does not find it again.
        serving.ifPresent(this::shut);
        stopAsked.countDown();
    }

    @Override
    public Optional<String> hears(Path launcher, Map<String, String> shell) {
        return new HookTrial(home, surroundings.ids()).of(launcher, shell);
    }

    private void shut(Serving open) {
        open.server().refuseNew();
        open.state().remove(home);
    }

    /** The reason to leave by itself that holds now, if one does. */
    Optional<StopReason> look() {
        return serving.orElseThrow().expiry().holds();
    }

    /** Serves until somebody asks it to stop or a reason to leave holds, then stops. Returns why, with the home free again. */
    public StopReason serveUntilStopped() {
        while (!awaitStopAsked()) {
            look().ifPresent(this::askToStop);
        }
        StopReason reason = asked.get().orElseThrow();
        stop(reason);
        return reason;
    }

    /** Waits until the home is free again; false when {@code patience} is over first. */
    public boolean awaitStopped(Duration patience) {
        try {
            return stopped.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean awaitStopAsked() {
        try {
            return stopAsked.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            askToStop(new StopReason(StopCause.SIGNAL, "its main thread was interrupted"));
            return true;
        }
    }

    private void stop(StopReason reason) {
        Serving open = serving.orElseThrow();
        LOG.log(Level.INFO, "stopping: " + reason.cause().label() + ", " + reason.text());
        try {
            change(entry.get().stopping(surroundings.ticker().wall(), reason));
            shut(open);
            if (!open.server().stop(GRACE)) {
                LOG.log(
                        Level.WARNING,
                        "requests were still running after " + GRACE.toSeconds() + " s; they are cut off");
            }
            open.ensemble().close();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "stopping went wrong", e);
        } finally {
            change(entry.get().stopped(surroundings.ticker().wall(), reason));
            LOG.log(Level.INFO, "stopped");
            lock.close();
            stopped.countDown();
        }
    }

    private boolean makeWayFor(Path launcher) {
        Optional<Build> successor = Installation.of(launcher)
                .flatMap(Installation::build)
                .filter(other -> Succession.mayReplace(surroundings.build(), other));
        successor.ifPresent(other -> askToStop(new StopReason(
                StopCause.REPLACED, "replaced by build " + other.id() + ", version " + other.version())));
        return successor.isPresent();
    }

    private void change(DaemonEntry next) {
        entry.set(next);
        registry.put(next);
    }
}
