package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.TreeId;
import java.time.Instant;
import java.util.Optional;

/**
 * One agent session, child agent, script or person, as stored.
 *
 * @param publicId as shown: {@code claude-YYYYMMDD-HHMMSS-xxxxxxxx}, {@code person-USER@HOST}
 * @param name the short name, unique among the living of its project
 * @param agent the agent's kind: {@code claude}, {@code script}, {@code person}
 * @param session the host's session id; empty for scripts and persons
 * @param agentId the host's id of a child agent; empty for the session itself
 * @param parent the instance whose child this is
 * @param tree the working tree it stands in; empty outside of any
 * @param task what it says it is doing, one line
 * @param process the host's process; empty when the host did not tell
 * @param host the lease of the daemon that watches it
 * @param expiresAt when a registration without a process lapses
 */
public record Instance(
        InstanceId id,
        String publicId,
        String name,
        String agent,
        Optional<String> session,
        Optional<String> agentId,
        Optional<InstanceId> parent,
        ProjectId project,
        Optional<TreeId> tree,
        Optional<String> role,
        Optional<String> task,
        TaskSource taskSource,
        Optional<String> branch,
        String directory,
        Optional<ProcessIdentity> process,
        long host,
        Turn turn,
        Instant startedAt,
        Instant seenAt,
        Instant turnAt,
        Optional<Instant> expiresAt,
        Optional<Instant> endedAt) {

    public Instance {
        requireNonNull(id, "id");
        requireNonNull(publicId, "publicId");
        requireNonNull(name, "name");
        requireNonNull(agent, "agent");
        requireNonNull(session, "session");
        requireNonNull(agentId, "agentId");
        requireNonNull(parent, "parent");
        requireNonNull(project, "project");
        requireNonNull(tree, "tree");
        requireNonNull(role, "role");
        requireNonNull(task, "task");
        requireNonNull(taskSource, "taskSource");
        requireNonNull(branch, "branch");
        requireNonNull(directory, "directory");
        requireNonNull(process, "process");
        requireNonNull(turn, "turn");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(seenAt, "seenAt");
        requireNonNull(turnAt, "turnAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(endedAt, "endedAt");
    }

    /** Towards others a session is one holder: its root, whichever of its children acts. */
    public InstanceId holder() {
        return parent.orElse(id);
    }

    public boolean isChild() {
        return parent.isPresent();
    }

    /** A person has no process and no term: it neither dies nor keeps a daemon running. */
    public boolean isPerson() {
        return agent.equals("person");
    }

    public boolean hasEnded() {
        return endedAt.isPresent();
    }
}
