package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import dev.tutti.projects.Affected;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry as stored.
 *
 * @param author who posted it, or took it over from a file
 * @param authorName how its author was called then
 * @param endsAt when it ends by itself
 * @param end how it ended, if something did end it
 */
public record PoolEntry(
        EntryId id,
        ProjectId project,
        PoolDraft draft,
        InstanceId author,
        String authorName,
        Instant at,
        Instant endsAt,
        Optional<PoolEnd> end) {

    public PoolEntry {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(draft, "draft");
        requireNonNull(author, "author");
        requireNonNull(authorName, "authorName");
        requireNonNull(at, "at");
        requireNonNull(endsAt, "endsAt");
        requireNonNull(end, "end");
    }

    PoolEntry withId(EntryId stored) {
        return new PoolEntry(stored, project, draft, author, authorName, at, endsAt, end);
    }

    PoolEntry about(List<Affected> paths) {
        return new PoolEntry(id, project, draft.about(paths), author, authorName, at, endsAt, end);
    }

    PoolEntry endedBy(PoolEnd how) {
        return new PoolEntry(id, project, draft, author, authorName, at, endsAt, Optional.of(how));
    }

    /** Whether it still counts. */
    public boolean isLive(Instant now) {
        return end.isEmpty() && endsAt.isAfter(now);
    }

    /** The action as its author wrote it. */
    public String actionWord() {
        return draft.said().isEmpty() ? draft.action().word() : draft.said();
    }
}
