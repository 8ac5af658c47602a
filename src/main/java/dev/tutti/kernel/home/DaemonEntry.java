package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One start of a daemon, as the registry keeps it.
 *
 * @param daemon the uuid minted at its start
 * @param pid its process id
 * @param port its loopback port, 0 before it listened
 * @param build which program it was
 * @param started when it took the home
 * @param phase how far it came
 * @param stopped when it ended or began to end
 * @param reason why it ended; present whenever {@code stopped} is
 */
public record DaemonEntry(
        String daemon,
        long pid,
        int port,
        Build build,
        Instant started,
        DaemonPhase phase,
        Optional<Instant> stopped,
        Optional<StopReason> reason) {

    public DaemonEntry {
        requireNonNull(daemon, "daemon");
        requireNonNull(build, "build");
        requireNonNull(started, "started");
        requireNonNull(phase, "phase");
        requireNonNull(stopped, "stopped");
        requireNonNull(reason, "reason");
        if (!daemon.matches("[0-9a-f-]{8,64}")) {
            throw new IllegalArgumentException("daemon must be a uuid, got \"" + daemon + "\"");
        }
    }

    public static DaemonEntry starting(String daemon, long pid, Build build, Instant at) {
        return new DaemonEntry(daemon, pid, 0, build, at, DaemonPhase.STARTING, Optional.empty(), Optional.empty());
    }

    public DaemonEntry serving(int onPort) {
        return new DaemonEntry(daemon, pid, onPort, build, started, DaemonPhase.SERVING, stopped, reason);
    }

    public DaemonEntry stopping(Instant at, StopReason why) {
        return new DaemonEntry(
                daemon, pid, port, build, started, DaemonPhase.STOPPING, Optional.of(at), Optional.of(why));
    }

    public DaemonEntry stopped(Instant at, StopReason why) {
        return new DaemonEntry(
                daemon, pid, port, build, started, DaemonPhase.STOPPED, Optional.of(at), Optional.of(why));
    }
}
