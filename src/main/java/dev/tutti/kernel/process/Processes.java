package dev.tutti.kernel.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the machine says of its processes. Looks are cheap (microseconds) and safe from any thread. */
public interface Processes {

    /** How many ancestors {@link #ancestors} follows at most. */
    int MAX_ANCESTORS = 32;

    /** The identity of this very process; its machine, boot and namespace are those that can be observed. */
    ProcessIdentity self();

    /**
     * The identity of a running process of this machine and namespace; empty when no process has that pid, when the one
     * that has it has ended without being collected (a zombie), and when it cannot be read.
     */
    Optional<ProcessIdentity> identify(long pid);

    /** Whether that process still runs. A zombie is dead: it will never act again. */
    Life look(ProcessIdentity identity);

    /** The pid of that process's parent; empty when there is no such process or it has no parent here. */
    Optional<Long> parent(long pid);

    /**
     * The short name of the program a process runs (on Linux at most 15 bytes, and a process may choose it), as it is:
     * untrusted text. Empty when there is no such process.
     */
    Optional<String> commandName(long pid);

    /** The parents of a process, the nearest first, at most {@value #MAX_ANCESTORS}; a pid never appears twice. */
    default List<Long> ancestors(long pid) {
        List<Long> found = new ArrayList<>();
        Optional<Long> parent = parent(pid);
        while (parent.isPresent()
                && found.size() < MAX_ANCESTORS
                && !found.contains(parent.get())
                && parent.get() != pid) {
            found.add(parent.get());
            parent = parent(parent.get());
        }
        return List.copyOf(found);
    }
}
