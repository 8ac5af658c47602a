package dev.tutti.daemon;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.home.Resident;

/** Opens what a daemon serves. */
@FunctionalInterface
public interface EnsembleFactory {

    /**
     * Called once the home is held, before anybody can ask anything. What is slow and not needed by the first answer is
     * left for later.
     *
     * @param resident the daemon that will serve it, for {@code tutti ps}, {@code tutti down}, or a store that was lost
     * @throws RuntimeException when it cannot be opened; the message goes to the person
     */
    Ensemble open(Resident resident, Configuration configuration);
}
