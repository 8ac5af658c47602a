package dev.tutti.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void theLaunchersVariablesAreRead() {
        Caller caller = Caller.of(Map.of(
                "PWD", "/home/dev/project",
                "CLAUDE_PID", "4242",
                "TUTTI_CLIENT_PPID", "77",
                "CLAUDE_INSTANCE", "B",
                "CLAUDE_SUBAGENT_ROLE", "backend-system-architect",
                "CLAUDE_CODE_SESSION_ATTENDED", "1",
                "CLAUDE_ENV_FILE", "/tmp/env.sh",
                "CLAUDE_CODE_SESSION_ID", "00000000-0000-4000-8000-000000000001",
                "USER", "dev"));

        assertThat(caller.pwd()).isEqualTo("/home/dev/project");
        assertThat(caller.clientPid()).hasValue(4242);
        assertThat(caller.parentPid()).hasValue(77);
        assertThat(caller.wishedName()).contains("B");
        assertThat(caller.role()).contains("backend-system-architect");
        assertThat(caller.attended()).isTrue();
        assertThat(caller.envFile()).contains("/tmp/env.sh");
        assertThat(caller.session()).contains(new SessionId("00000000-0000-4000-8000-000000000001"));
        assertThat(caller.user()).isEqualTo("dev");
    }

    @Test
    void ourOwnVariablesComeBeforeTheHosts() {
        Caller caller = Caller.of(Map.of(
                "TUTTI_NAME", "anna", "CLAUDE_INSTANCE", "B", "TUTTI_ROLE", "tester", "CLAUDE_SUBAGENT_ROLE", "other"));

        assertThat(caller.wishedName()).contains("anna");
        assertThat(caller.role()).contains("tester");
    }

    @Test
    void theLaunchersParentStandsInForTheAgentsProcess() {
        assertThat(Caller.of(Map.of("TUTTI_CLIENT_PPID", "77")).clientPid()).hasValue(77);
        assertThat(Caller.of(Map.of("CLAUDE_PID", "x", "TUTTI_CLIENT_PPID", "77"))
                        .clientPid())
                .hasValue(77);
    }

    @Test
    void unusableValuesCountAsAbsent() {
        Caller caller = Caller.of(Map.of(
                "CLAUDE_PID", "-1",
                "TUTTI_CLIENT_PPID", "99999999999999999999",
                "TUTTI_NAME", "\u202e\n",
                "TUTTI_INSTANCE", "two words",
                "CLAUDE_CODE_SESSION_ID", "",
                "CLAUDE_ENV_FILE", "a\0b",
                "CLAUDE_CODE_SESSION_ATTENDED", "yes"));

        assertThat(caller).isEqualTo(Caller.unknown());
    }

    @Test
    void aWishedNameIsOneBoundedLine() {
        assertThat(Caller.of(Map.of("TUTTI_NAME", "a\nb" + "c".repeat(100)))
                        .wishedName()
                        .orElseThrow())
                .startsWith("a bccc")
                .hasSize(64);
    }
}
