package dev.tutti.kernel.process;

import static java.util.Objects.requireNonNull;

/**
 * One process, told apart from every other that ever had its pid.
 *
 * @param machine the machine's id, stable over reboots
 * @param boot the id of this boot of the machine
 * @param namespace the pid namespace the pid counts in; the same pid in another one is another process
 * @param pid the process id, at least 1
 * @param startTicks the raw start time the kernel keeps of the process, in the kernel's own unit
 */
public record ProcessIdentity(String machine, String boot, String namespace, long pid, long startTicks) {

    public ProcessIdentity {
        requireNonNull(machine, "machine");
        requireNonNull(boot, "boot");
        requireNonNull(namespace, "namespace");
        if (pid < 1) {
            throw new IllegalArgumentException("pid must be at least 1, got " + pid);
        }
    }
}
