package dev.tutti.kernel.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processes as the Java platform shows them, for machines without {@code /proc} such as macOS.
 *
 * <p>Coarser than {@link LinuxProcesses}: a start time is wall time in milliseconds, there are no namespaces, and a zombie
 * may look alive. It does not serve Linux, where the platform derives wall time from a boot time that moves when the
 * clock is set. Holds no changing state, so any thread may use it.
 */
public final class PortableProcesses implements Processes {

    private static final String NAMESPACE = "portable";
    private static final int SYSCTL_SECONDS = 2;

    private final ProcessIdentity self;

    /** Asks the machine once for its id and its boot's; where it has none, its host name stands for it. */
    public PortableProcesses() {
        List<String> ids = sysctl();
        String machine = ids.size() == 2 ? ids.get(0) : MachineName.hashed(hostName());
        String boot = ids.size() == 2 ? ids.get(1) : "unknown-boot";
        ProcessHandle handle = ProcessHandle.current();
        self = new ProcessIdentity(
                machine, boot, NAMESPACE, handle.pid(), start(handle).orElse(0L));
    }

    @Override
    public ProcessIdentity self() {
        return self;
    }

    @Override
    public Optional<ProcessIdentity> identify(long pid) {
        return running(pid)
                .flatMap(PortableProcesses::start)
                .map(start -> new ProcessIdentity(self.machine(), self.boot(), NAMESPACE, pid, start));
    }

    @Override
    public Life look(ProcessIdentity identity) {
        if (!identity.machine().equals(self.machine())
                || !identity.boot().equals(self.boot())
                || !identity.namespace().equals(NAMESPACE)) {
            return Life.UNKNOWN;
        }
        Optional<ProcessHandle> handle = running(identity.pid());
        if (handle.isEmpty()) {
            return Life.DEAD;
        }
        return start(handle.get())
                .map(start -> start == identity.startTicks() ? Life.ALIVE : Life.DEAD)
                .orElse(Life.UNKNOWN);
    }

    @Override
    public Optional<Long> parent(long pid) {
        return running(pid)
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .filter(parent -> parent > 0);
    }

    @Override
    public Optional<String> commandName(long pid) {
        return running(pid)
                .flatMap(handle -> handle.info().command())
                .flatMap(command -> Optional.ofNullable(Path.of(command).getFileName()))
                .map(Path::toString);
    }

    private static Optional<ProcessHandle> running(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    private static Optional<Long> start(ProcessHandle handle) {
        return handle.info().startInstant().map(start -> start.toEpochMilli());
    }

    /** The two ids of macOS, in this order; fewer on a system that has other names for them. */
    private static List<String> sysctl() {
        try {
            Process process = new ProcessBuilder("/usr/sbin/sysctl", "-n", "kern.uuid", "kern.bootsessionuuid")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(SYSCTL_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                return List.of();
            }
            return new String(process.getInputStream().readNBytes(1024), UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException absent) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unnamed";
        }
    }
}
