package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.projects.TreeId;
import java.util.Optional;

/**
 * What one hook event says of who sent it.
 *
 * @param agent the agent's kind, such as {@code claude}
 * @param session the host's session id
 * @param agentId the host's id of the acting child agent, if a child acts
 * @param process the host's process, if the client told and it was found
 * @param start how the session began, if this event begins one
 * @param wishedName the name its person asked for
 * @param role its role, from the environment or the child's agent type
 * @param place where it stands
 */
public record Sighting(
        String agent,
        String session,
        Optional<String> agentId,
        Optional<ProcessIdentity> process,
        Start start,
        Optional<String> wishedName,
        Optional<String> role,
        Place place) {

    public Sighting {
        requireNonNull(agent, "agent");
        requireNonNull(session, "session");
        requireNonNull(agentId, "agentId");
        requireNonNull(process, "process");
        requireNonNull(start, "start");
        requireNonNull(wishedName, "wishedName");
        requireNonNull(role, "role");
        requireNonNull(place, "place");
    }

    /** The same sighting of the session itself rather than of its child, whose role is not the session's. */
    Sighting ofSession() {
        Optional<String> own = agentId.isEmpty() ? role : Optional.empty();
        return new Sighting(agent, session, Optional.empty(), process, start, wishedName, own, place);
    }

    /** How the session began with this event. */
    public enum Start {
        /** It did not: any other event. */
        NONE,
        /** A new or resumed session. */
        FRESH,
        /** The process went on with a new session id: cleared. */
        CLEARED,
        /** A copy of another session, which one the host does not say. */
        FORKED
    }

    /**
     * Where an instance stands.
     *
     * @param tree the working tree, empty outside of any
     * @param directory the absolute working directory
     * @param branch the checked out branch, if any
     * @param host the lease of the daemon that saw it
     */
    public record Place(Optional<TreeId> tree, String directory, Optional<String> branch, long host) {

        public Place {
            requireNonNull(tree, "tree");
            requireNonNull(directory, "directory");
            requireNonNull(branch, "branch");
        }
    }
}
