package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What every event of an agent carries: which session, which agent in it, where, and who called.
 *
 * @param session the session
 * @param agent the sub-agent or teammate that acts; empty when the session itself does
 * @param agentType the host's kind of that agent, one line, empty when unsaid (hosts have nameless helpers of their own)
 * @param cwd the acting agent's working directory, at most 4,096 bytes
 * @param permissionMode the host's word for how freely the agent may act, one line, empty when unsaid
 * @param prompt the host's id of the running prompt, empty when unsaid
 * @param caller what the launcher's environment said
 */
public record HookCall(
        SessionId session,
        Optional<AgentId> agent,
        String agentType,
        String cwd,
        String permissionMode,
        String prompt,
        Caller caller) {

    public HookCall {
        requireNonNull(session, "session");
        requireNonNull(agent, "agent");
        requireNonNull(agentType, "agentType");
        requireNonNull(cwd, "cwd");
        requireNonNull(permissionMode, "permissionMode");
        requireNonNull(prompt, "prompt");
        requireNonNull(caller, "caller");
    }

    /** A call of which only the session and its directory are known. */
    public static HookCall of(SessionId session, String cwd, Caller caller) {
        return new HookCall(session, Optional.empty(), "", cwd, "", "", caller);
    }
}
