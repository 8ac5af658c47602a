package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

/**
 * A daemon that opens a store.
 *
 * @param machine the machine's id, stable over reboots
 * @param boot the id of this boot
 * @param daemon the daemon's own id, a fresh one at each of its starts
 */
public record Owner(String machine, String boot, String daemon) {

    public Owner {
        requireNonNull(machine, "machine");
        requireNonNull(boot, "boot");
        requireNonNull(daemon, "daemon");
    }
}
