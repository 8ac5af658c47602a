package dev.tutti.testing.realclient;

import static java.util.Objects.requireNonNull;

import dev.tutti.testing.FinishedProcess;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one non-interactive run of the client left behind.
 *
 * @param process the process itself
 * @param result what it printed, parsed; an empty object when it printed no JSON
 */
public record ClientRun(FinishedProcess process, JsonNode result) {

    public ClientRun {
        requireNonNull(process, "process");
        requireNonNull(result, "result");
    }

    static ClientRun of(FinishedProcess process) {
        try {
            return new ClientRun(process, JsonMapper.shared().readTree(process.out()));
        } catch (JacksonException notJson) {
            return new ClientRun(process, JsonMapper.shared().createObjectNode());
        }
    }

    /** The model's last words. */
    public String text() {
        return result.path("result").asString("");
    }

    public String session() {
        return result.path("session_id").asString("");
    }
}
