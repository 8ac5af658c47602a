package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Foreign;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the environment of whoever called the launcher says. An agent's own HTTP hook has none.
 *
 * <p>Everything in it is a claim: an id counts only together with the matching session, a name is a wish.
 *
 * @param pwd the working directory, or empty
 * @param hostPid the agent's process as the agent itself named it
 * @param parentPid the launcher's parent process: the agent for a hook, usually a shell for a command
 * @param wishedName the name the session would like, one line of at most 64 characters
 * @param instance the instance id that Tutti once put into this environment
 * @param role the role the session was started for, one line of at most 64 characters
 * @param attended whether a person is said to be at the session; false when nothing is said
 * @param envFile the file whose exports the session's shell will see
 * @param session the session this environment belongs to
 * @param compactPool whether it wants the pool's digest short ({@code POOL_COMPACT}); empty when it does not say
 * @param inbox where the session's host takes texts for it
 * @param user the user's login name, or empty
 */
public record Caller(
        String pwd,
        OptionalLong hostPid,
        OptionalLong parentPid,
        Optional<String> wishedName,
        Optional<String> instance,
        Optional<String> role,
        boolean attended,
        Optional<String> envFile,
        Optional<SessionId> session,
        Optional<Boolean> compactPool,
        Optional<String> inbox,
        String user) {

    private static final int MAX_NAME_CHARS = 64;

    public Caller {
        requireNonNull(pwd, "pwd");
        requireNonNull(hostPid, "hostPid");
        requireNonNull(parentPid, "parentPid");
        requireNonNull(wishedName, "wishedName");
        requireNonNull(instance, "instance");
        requireNonNull(role, "role");
        requireNonNull(envFile, "envFile");
        requireNonNull(session, "session");
        requireNonNull(compactPool, "compactPool");
        requireNonNull(inbox, "inbox");
        requireNonNull(user, "user");
    }

    /** A caller of whom nothing is known. */
    public static Caller unknown() {
        return of(Map.of());
    }

    /**
     * Reads the variables the launcher forwards. Unusable values count as absent.
     *
     * @param environment names to values
     */
    public static Caller of(Map<String, String> environment) {
        Variables said = new Variables(environment);
        return new Caller(
                said.text("PWD").orElse(""),
                said.pid("CLAUDE_PID"),
                said.pid("TUTTI_CLIENT_PPID"),
                said.name("TUTTI_NAME").or(() -> said.name("CLAUDE_INSTANCE")),
                said.text("TUTTI_INSTANCE").filter(IdText::fits),
                said.name("TUTTI_ROLE").or(() -> said.name("CLAUDE_SUBAGENT_ROLE")),
                said.text("CLAUDE_CODE_SESSION_ATTENDED").equals(Optional.of("1")),
                said.text("CLAUDE_ENV_FILE"),
                said.text("CLAUDE_CODE_SESSION_ID").flatMap(SessionId::of),
                said.text("POOL_COMPACT").map("1"::equals),
                said.text("CLAUDE_CODE_MESSAGING_SOCKET"),
                said.name("USER").orElse(""));
    }

    /** The best guess at the agent's process: what the agent said, else the launcher's parent. */
    public OptionalLong clientPid() {
        return hostPid.isPresent() ? hostPid : parentPid;
    }

    private record Variables(Map<String, String> values) {

        Optional<String> text(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty() && value.indexOf('\0') < 0);
        }

        Optional<String> name(String name) {
            return text(name).map(value -> Foreign.line(value, MAX_NAME_CHARS)).filter(value -> !value.isEmpty());
        }

        OptionalLong pid(String name) {
            return text(name)
                    .filter(value -> value.matches("[1-9][0-9]{0,9}"))
                    .map(value -> OptionalLong.of(Long.parseLong(value)))
                    .orElse(OptionalLong.empty());
        }
    }
}
