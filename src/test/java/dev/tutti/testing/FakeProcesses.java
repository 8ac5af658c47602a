package dev.tutti.testing;

import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.process.Processes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A machine whose processes are started and ended by hand. Safe for use by any thread. */
public final class FakeProcesses implements Processes {

    private record Running(ProcessIdentity identity, long parent, String name) {}

    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong ticks = new AtomicLong(1000);
    private final ProcessIdentity self;

    public FakeProcesses() {
        this("machine-1", "boot-1");
    }

    public FakeProcesses(String machine, String boot) {
        self = new ProcessIdentity(machine, boot, "namespace-1", 1, 1);
        running.put(1L, new Running(self, 0, "tutti"));
    }

    /** Starts a process with that pid under process 1; an earlier one with that pid is thereby gone. */
    public ProcessIdentity start(long pid) {
        return start(pid, 1, "agent");
    }

    /** Starts a process with that pid, parent and program name. */
    public ProcessIdentity start(long pid, long parent, String name) {
        ProcessIdentity identity =
                new ProcessIdentity(self.machine(), self.boot(), self.namespace(), pid, ticks.incrementAndGet());
        running.put(pid, new Running(identity, parent, name));
        return identity;
    }

    /** Ends whatever runs with that pid. */
    public void end(long pid) {
        running.remove(pid);
    }

    @Override
    public ProcessIdentity self() {
        return self;
    }

    @Override
    public Optional<ProcessIdentity> identify(long pid) {
        return Optional.ofNullable(running.get(pid)).map(Running::identity);
    }

    @Override
    public Life look(ProcessIdentity identity) {
        if (!identity.machine().equals(self.machine())
                || !identity.boot().equals(self.boot())
                || !identity.namespace().equals(self.namespace())) {
            return Life.UNKNOWN;
        }
        return identify(identity.pid()).filter(identity::equals).isPresent() ? Life.ALIVE : Life.DEAD;
    }

    @Override
    public Optional<Long> parent(long pid) {
        return Optional.ofNullable(running.get(pid)).map(Running::parent).filter(parent -> parent > 0);
    }

    @Override
    public Optional<String> commandName(long pid) {
        return Optional.ofNullable(running.get(pid)).map(Running::name);
    }
}
