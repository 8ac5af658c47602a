package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.HookCall;
import dev.tutti.instances.Instance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much text was put before each agent's model, by hook event, since this daemon started: kept in memory, so that it costs a
 * hook no statement. Of more agents than it keeps, those that were told something longest ago are forgotten. Safe from any thread.
 */
public final class Injected {

    /** How many agents are kept. */
    static final int AGENTS_MAX = 1_000;

    private final Map<Agent, SortedMap<String, Count>> agents = new LinkedHashMap<>();

    private record Agent(String session, Optional<String> agent) {}

    /** Answers that said something, and the characters in them. */
    public record Count(long answers, long characters) {
        private static final Count NONE = new Count(0, 0);

        Count and(long more) {
            return new Count(answers + 1, characters + more);
        }
    }

    /** An answer was given; one without a word to the model is not counted. */
    public synchronized void add(HookCall call, String event, int characters) {
        requireNonNull(event, "event");
        if (characters <= 0) {
            return;
        }
        Agent agent = new Agent(call.session().value(), call.agent().map(AgentId::value));
        SortedMap<String, Count> counts =
                Optional.ofNullable(agents.remove(agent)).orElseGet(TreeMap::new);
        counts.merge(event, Count.NONE.and(characters), (before, _) -> before.and(characters));
        agents.put(agent, counts);
        if (agents.size() > AGENTS_MAX) {
            agents.remove(agents.keySet().iterator().next());
        }
    }

    /** What an instance was told, by the host's name of the event; empty where it is not known. */
    public synchronized SortedMap<String, Count> of(Instance instance) {
        return instance.session()
                .map(session -> agents.get(new Agent(session, instance.agentId())))
                .<SortedMap<String, Count>>map(TreeMap::new)
                .orElseGet(TreeMap::new);
    }
}
