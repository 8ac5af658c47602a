package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a session says still runs in the background when a turn ends.
 *
 * @param known whether the host gave a list of which every entry could be told apart; if not, nothing follows from an id
 *     that is missing in it
 * @param ids ids of tasks; a sub-agent's task has its agent id. At most {@value #MAX_IDS}
 */
public record BackgroundTasks(boolean known, List<String> ids) {

    public static final int MAX_IDS = 256;

    public BackgroundTasks {
        ids = List.copyOf(ids);
        if (ids.size() > MAX_IDS) {
            throw new IllegalArgumentException("at most " + MAX_IDS + " background tasks, got " + ids.size());
        }
    }

    /** The host said nothing, or nothing that can be relied on. */
    public static BackgroundTasks unknown() {
        return new BackgroundTasks(false, List.of());
    }

    /** Whether that agent may still be running, for all that is known. */
    public boolean mayInclude(AgentId agent) {
        requireNonNull(agent, "agent");
        return !known || ids.contains(agent.value());
    }

    /** Whether anything is said to be running. */
    public boolean someRun() {
        return !ids.isEmpty();
    }
}
