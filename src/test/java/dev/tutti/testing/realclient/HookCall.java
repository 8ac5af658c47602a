package dev.tutti.testing.realclient;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One hook the client ran.
 *
 * @param number its place among all calls, from 1, in the order in which their input had arrived
 * @param atNanos when that was, on the elapsed clock of this process
 * @param parent the pid of the process that started the hook
 * @param environment its variables that begin with CLAUDE
 * @param input what it was given
 */
public record HookCall(int number, long atNanos, long parent, Map<String, String> environment, JsonNode input) {

    public HookCall {
        environment = Map.copyOf(environment);
        requireNonNull(input, "input");
    }

    public String event() {
        return text("hook_event_name");
    }

    public String session() {
        return text("session_id");
    }

    /** The tool's name; empty when the event is of no tool. */
    public String tool() {
        return text("tool_name");
    }

    /** The sub-agent's id; empty for the session itself. */
    public String agent() {
        return text("agent_id");
    }

    /** A text field of the input; empty when absent. */
    public String text(String field) {
        return input.path(field).asString("");
    }

    /** A variable of the hook's environment; empty when absent. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    public boolean is(String event) {
        return event().equals(event);
    }

    public boolean is(String event, String tool) {
        return is(event) && tool().equals(tool);
    }

    @Override
    public String toString() {
        String actor = agent().isEmpty() ? "" : "@" + agent();
        return tool().isEmpty() ? event() + actor : event() + ":" + tool() + actor;
    }
}
