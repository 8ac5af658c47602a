package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.process.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code tutti register} says, and how a person becomes an instance.
 *
 * @param agent {@code script}, {@code person}, or another agent's kind
 * @param exactName whether the name is taken as it is, being unique by construction
 * @param publicId the public id, when it is not to be drawn
 * @param ttl how long it lives without a heartbeat when it has no process; empty means until it says bye
 */
public record Registration(
        String agent,
        String name,
        boolean exactName,
        Optional<String> publicId,
        Optional<String> role,
        Optional<String> task,
        Optional<ProcessIdentity> process,
        Optional<Duration> ttl,
        Sighting.Place place) {

    public Registration {
        requireNonNull(agent, "agent");
        requireNonNull(name, "name");
        requireNonNull(publicId, "publicId");
        requireNonNull(role, "role");
        requireNonNull(task, "task");
        requireNonNull(process, "process");
        requireNonNull(ttl, "ttl");
        requireNonNull(place, "place");
    }
}
