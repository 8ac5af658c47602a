package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.kernel.time.Deadline;
import java.io.IOException;
import java.util.Map;

/** {@code POST /hook/AGENT}. Whatever goes wrong behind the door, the host gets 200 and nothing. Safe for any thread. */
final class HookRequests implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final HookDoor door;
    private final Failures failures;
    private final LateHooks late = new LateHooks();

    HookRequests(HookDoor door, Failures failures) {
        this.door = requireNonNull(door, "door");
        this.failures = requireNonNull(failures, "failures");
    }

    /** @param body the whole request body, the environment's texts included */
    void handle(HttpExchange exchange, byte[] body, Deadline deadline) throws IOException {
        String agent = agent(exchange);
        Lengths lengths = new Lengths(exchange.getRequestHeaders(), body);
        Map<String, String> environment = lengths.environment("Tutti-Env");
        byte[] event = lengths.rest();
        Runnable tooLate = () -> answerLate(exchange, withoutAnswer(agent, environment, event), agent);
        try (LateHooks.Thinking thinking = late.begin(deadline, tooLate)) {
            HookAnswer answer = answer(agent, environment, event, deadline);
            boolean delivered = false;
            try {
                if (thinking.claim()) {
                    Replies.json(exchange, answer.bytes());
                    exchange.close();
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

    @Override
    public void close() {
        late.close();
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

    private void answerLate(HttpExchange exchange, byte[] answer, String agent) {
        failures.warn("hook of " + agent + " was not answered in time; unless it fails closed, the call goes on");
        try (exchange) {
            Replies.json(exchange, answer);
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        }
    }

    private static String agent(HttpExchange exchange) {
        String agent = exchange.getRequestURI().getPath().substring(Router.HOOK.length());
        if (!agent.matches("[a-z0-9-]{1,32}")) {
            throw new Refusal(404, "an agent's name is lower-case letters, digits and dashes");
        }
        return agent;
    }
}
