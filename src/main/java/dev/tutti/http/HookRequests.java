package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Deadline;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What asks for a hook's answer, by whichever port. What goes wrong behind the door is answered with nothing. Safe for any
 * thread.
 */
final class HookRequests {

    /** What measures the host's environment. */
    static final String ENVIRONMENT = "Tutti-Env";

    private static final byte[] NOTHING = {};
    private static final Pattern AGENT = Pattern.compile("[a-z0-9-]{1,32}");

    private final HookDoor door;
    private final Failures failures;
    private final LateHooks late;

    HookRequests(HookDoor door, Failures failures, LateHooks late) {
        this.door = requireNonNull(door, "door");
        this.failures = requireNonNull(failures, "failures");
        this.late = requireNonNull(late, "late");
    }

    /** Sends the answer and ends the connection. Called once, by one of two threads. */
    @FunctionalInterface
    interface Reply {
        void send(byte[] answer) throws IOException;
    }

    /**
     * @param lengths measure the environment, and leave the event
     * @throws Refusal when there is no such agent, or a length does not fit
     */
    void handle(String agent, Lengths lengths, Deadline deadline, Reply reply) throws IOException {
        if (!AGENT.matcher(agent).matches()) {
            throw new Refusal(404, "an agent's name is lower-case letters, digits and dashes");
        }
        Map<String, String> environment = lengths.environment(ENVIRONMENT);
        byte[] event = lengths.rest();
        Runnable tooLate = () -> answerLate(reply, withoutAnswer(agent, environment, event), agent);
        try (LateHooks.Thinking thinking = late.begin(deadline, tooLate)) {
            HookAnswer answer = answer(agent, environment, event, deadline);
            boolean delivered = false;
            try {
                if (thinking.claim()) {
                    reply.send(answer.bytes());
                    delivered = true;
                }
            } finally {
                if (!delivered) {
                    answer.lost().run();
                }
                answer.afterwards().run();
            }
        }
    }

    private HookAnswer answer(String agent, Map<String, String> environment, byte[] event, Deadline deadline) {
        try {
            return door.answer(agent, environment, event, deadline);
        } catch (Throwable e) {
            failures.log("hook of " + agent, e);
            return HookAnswer.of(withoutAnswer(agent, environment, event));
        }
    }

    private byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] event) {
        try {
            return door.withoutAnswer(agent, environment, event);
        } catch (RuntimeException | Error broken) {
            failures.log("hook of " + agent + " without an answer", broken);
            return NOTHING;
        }
    }

    private void answerLate(Reply reply, byte[] answer, String agent) {
        failures.warn("hook of " + agent + " was not answered in time; unless it fails closed, the call goes on");
        try {
            reply.send(answer);
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        }
    }
}
