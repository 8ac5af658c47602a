package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.kernel.time.Deadline;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code POST /hook/AGENT}. Whatever goes wrong behind the door, the host gets 200 and nothing. Safe for any thread. */
final class HookRequests {

    private static final byte[] NOTHING = {};

    private final HookDoor door;
    private final Failures failures;

    HookRequests(HookDoor door, Failures failures) {
        this.door = requireNonNull(door, "door");
        this.failures = requireNonNull(failures, "failures");
    }

    /** @param body the whole request body, the environment's texts included */
    void handle(HttpExchange exchange, byte[] body, InFlight.Place place, Deadline deadline) throws IOException {
        String agent = agent(exchange);
        Lengths lengths = new Lengths(exchange.getRequestHeaders(), body);
        Map<String, String> environment = lengths.environment("Tutti-Env");
        byte[] event = lengths.rest();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        InFlight.Place shared = place.share();
        Thread.ofVirtual().name("hook-" + agent).start(() -> {
            try (shared) {
                answer.complete(door.answer(agent, environment, event, deadline));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        Optional<byte[]> told = await(agent, answer, deadline);
        Replies.json(exchange, told.isPresent() ? told.get() : withoutAnswer(agent, environment, event));
    }

    private byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] event) {
        try {
            return door.withoutAnswer(agent, environment, event);
        } catch (RuntimeException | Error broken) {
            failures.log("hook of " + agent + " without an answer", broken);
            return NOTHING;
        }
    }

    private Optional<byte[]> await(String agent, CompletableFuture<byte[]> answer, Deadline deadline) {
        try {
            return Optional.of(answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            failures.warn("hook of " + agent + " was not answered in time; unless it fails closed, the call goes on");
        } catch (ExecutionException e) {
            failures.log("hook of " + agent, requireNonNull(e.getCause(), "cause"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static String agent(HttpExchange exchange) {
        String agent = exchange.getRequestURI().getPath().substring(Router.HOOK.length());
        if (!agent.matches("[a-z0-9-]{1,32}")) {
            throw new Refusal(404, "an agent's name is lower-case letters, digits and dashes");
        }
        return agent;
    }
}
