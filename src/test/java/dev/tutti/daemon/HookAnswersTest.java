package dev.tutti.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.flows.Injected.Count;
import dev.tutti.http.HookAnswer;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class HookAnswersTest {

    @TempDir
    private Path folder;

    private HookEngine engine;

    @BeforeEach
    void open() {
        engine = HookEngine.open(folder);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theTextThatTheModelReadsIsCountedOnceItIsSent() {
        send("ann", "SessionStart", "\"source\":\"startup\"");
        send("ann", "PreToolUse", EDIT);
        JsonNode start = send("bob", "SessionStart", "\"source\":\"startup\"");
        JsonNode refused = send("bob", "PreToolUse", EDIT);

        String digest = start.get("hookSpecificOutput").get("additionalContext").asString();
        String reason = refused.get("hookSpecificOutput")
                .get("permissionDecisionReason")
                .asString();
        assertThat(told("bob"))
                .isEqualTo(Map.of(
                        "SessionStart", new Count(1, digest.length()), "PreToolUse", new Count(1, reason.length())));
        assertThat(told("ann")).isEmpty();
    }

    private static final String EDIT =
            "\"tool_name\":\"Edit\",\"tool_use_id\":\"t1\",\"tool_input\":{\"file_path\":\"f\"}";

    private Map<String, Count> told(String session) {
        Instance instance = engine.rooms()
                .store()
                .read(tx -> engine.rooms().projects().all(tx).stream()
                        .flatMap(project -> engine.rooms().instances().living(tx, project).stream())
                        .filter(each -> each.session().orElse("").equals(session))
                        .findFirst()
                        .orElseThrow());
        return engine.flows().injected().of(instance);
    }

    private JsonNode send(String session, String event, String rest) {
        String body = "{\"session_id\":\"" + session + "\",\"cwd\":\"" + folder + "\",\"hook_event_name\":\"" + event
                + "\"," + rest + "}";
        HookAnswer answer = engine.door()
                .answer(
                        "claude",
                        Map.of(),
                        body.getBytes(UTF_8),
                        Deadline.in(new SystemTicker(), Duration.ofSeconds(10)));
        answer.afterwards().run();
        return JsonMapper.shared().readTree(answer.bytes().length == 0 ? "{}".getBytes(UTF_8) : answer.bytes());
    }
}
