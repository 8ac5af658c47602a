package dev.tutti.decisions;

import static java.util.Objects.requireNonNull;

import dev.tutti.projects.Affected;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision as stored.
 *
 * @param publicId {@code DEC-YYYYMMDD-NNNN}, unique in its project
 * @param supersededBy the public id of the one that took its place
 * @param changedAt when its status last changed
 * @param archived whether it is out of sight unless asked for
 */
public record Decision(
        DecisionId id,
        ProjectId project,
        String publicId,
        Draft draft,
        DecisionStatus status,
        Optional<String> supersededBy,
        Maker maker,
        Instant at,
        Instant changedAt,
        boolean archived) {

    public Decision {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(publicId, "publicId");
        requireNonNull(draft, "draft");
        requireNonNull(status, "status");
        requireNonNull(supersededBy, "supersededBy");
        requireNonNull(maker, "maker");
        requireNonNull(at, "at");
        requireNonNull(changedAt, "changedAt");
    }

    /**
     * Who made it, as they were known then.
     *
     * @param publicId the instance's id
     * @param role empty when it had none
     */
    public record Maker(String publicId, String name, String role) {
        public Maker {
            requireNonNull(publicId, "publicId");
            requireNonNull(name, "name");
            requireNonNull(role, "role");
        }
    }

    Decision withId(DecisionId stored) {
        return new Decision(stored, project, publicId, draft, status, supersededBy, maker, at, changedAt, archived);
    }

    Decision become(DecisionStatus next, Optional<String> successor, Instant now) {
        return new Decision(id, project, publicId, draft, next, successor, maker, at, now, archived);
    }

    Decision about(List<Affected> paths) {
        return new Decision(
                id, project, publicId, draft.about(paths), status, supersededBy, maker, at, changedAt, archived);
    }

    /** Whether it binds those who work now. */
    public boolean isInForce() {
        return status.isInForce() && !archived;
    }
}
