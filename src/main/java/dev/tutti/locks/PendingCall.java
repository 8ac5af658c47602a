package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.projects.ProjectId;
import java.time.Instant;

/**
 * A tool call that was permitted and whose end was not seen yet.
 *
 * @param lock the lock it was permitted under, which it may have lost since
 * @param fence that lock's fence at the time
 * @param file the absolute path it writes
 * @param before the file as it was then
 */
public record PendingCall(
        long id,
        ProjectId project,
        LockId lock,
        long fence,
        InstanceId holder,
        InstanceId actor,
        String toolUseId,
        String file,
        FileLook before,
        Instant at) {

    public PendingCall {
        requireNonNull(project, "project");
        requireNonNull(lock, "lock");
        requireNonNull(holder, "holder");
        requireNonNull(actor, "actor");
        requireNonNull(toolUseId, "toolUseId");
        requireNonNull(file, "file");
        requireNonNull(before, "before");
        requireNonNull(at, "at");
    }
}
