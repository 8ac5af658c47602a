package dev.tutti.kernel.process;

import java.util.Optional;

/** What the machine says of its processes. Looks are cheap (microseconds) and safe from any thread. */
public interface Processes {

    /** The identity of this very process; its machine, boot and namespace are those that can be observed. */
    ProcessIdentity self();

    /** The identity of a running process of this machine and namespace; empty when no process has that pid. */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether that process still runs. */
    Life look(ProcessIdentity identity);
}
