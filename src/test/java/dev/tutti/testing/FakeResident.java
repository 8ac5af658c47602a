package dev.tutti.testing;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.home.StopReason;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A daemon as its doors see it, that only notes what it is asked. Its process is 4711 and serves since the clock's start. */
public final class FakeResident implements Resident {

    private final Home home;
    private final DaemonEntry entry = DaemonEntry.starting(
                    "00000000-0000-4000-8000-000000000001", 4711, new Build("0.1.0", "b1"), HandTicker.START)
            .serving(4712);
    private Optional<StopReason> asked = Optional.empty();
    private Optional<String> deafTo = Optional.empty();

    public FakeResident(Path home) {
        this.home = new Home(requireNonNull(home, "home"));
    }

    @Override
    public DaemonEntry entry() {
        return entry;
    }

    @Override
    public Home home() {
        return home;
    }

    @Override
    public synchronized void askToStop(StopReason reason) {
        asked = asked.or(() -> Optional.of(reason));
    }

    @Override
    public synchronized Optional<String> hears(Path launcher, Map<String, String> shell) {
        return deafTo;
    }

    /** Lets no event arrive, for this reason. */
    public synchronized void deafen(String why) {
        deafTo = Optional.of(why);
    }

    /** Why it was first asked to stop. */
    public synchronized Optional<StopReason> asked() {
        return asked;
    }
}
