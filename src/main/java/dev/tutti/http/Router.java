package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every request comes through here: stamped, checked, counted, routed, wrapped. Safe for any thread. */
final class Router implements HttpHandler {

    static final String HOOK = "/hook/";

    private final ServerPlan plan;
    private final Doors doors;
    private final Ticker ticker;
    private final Guard guard;
    private final InFlight inFlight;
    private final Bodies bodies = new Bodies(Runtime.getRuntime().maxMemory());
    private final Failures failures;
    private final LateHooks late = new LateHooks();
    private final HookRequests hooks;
    private final VerbRequests verbs;
    private volatile boolean stopping;

    Router(ServerPlan plan, Doors doors, Ticker ticker, Failures failures) {
        this.plan = requireNonNull(plan, "plan");
        this.doors = requireNonNull(doors, "doors");
        this.ticker = requireNonNull(ticker, "ticker");
        this.failures = requireNonNull(failures, "failures");
        this.guard = new Guard(plan.token());
        this.inFlight = new InFlight(plan.limits().inFlight());
        this.hooks = new HookRequests(doors.hooks(), failures, late);
        this.verbs = new VerbRequests(doors, failures, plan.limits().repeatTime());
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** Those that take too long; whoever begins one ends it. */
    LateHooks late() {
        return late;
    }

    /** Nothing is answered late any more. */
    void close() {
        late.close();
    }

    void refuseNew() {
        stopping = true;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Deadline deadline = Deadline.in(ticker, plan.limits().hookTime());
        try (exchange) {
            try {
                admit(exchange, deadline);
            } catch (Refusal e) {
                Replies.line(exchange, e.status(), e.line());
            } catch (RuntimeException | Error e) {
                answerBroken(exchange, e);
            }
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        }
    }

    private void admit(HttpExchange exchange, Deadline deadline) throws IOException {
        guard.check(exchange.getRequestHeaders(), exchange.getLocalAddress().getPort());
        try (InFlight.Place taken = enter()) {
            route(exchange, deadline);
        }
    }

    private InFlight.Place enter() {
        if (stopping) {
            throw new Refusal(503, "the daemon is stopping; try again");
        }
        Optional<InFlight.Place> place = inFlight.enter();
        if (place.isEmpty()) {
            throw new Refusal(503, "more than " + plan.limits().inFlight() + " requests at once; try again");
        }
        return place.get();
    }

    /** A hook that came by its own port. */
    void hook(HookLine line, byte[] body, Deadline deadline, HookRequests.Reply reply) throws IOException {
        Guard.checkWire(line.wire());
        try (InFlight.Place taken = enter()) {
            doors.activity().run();
            Lengths lengths = new Lengths(Map.of(HookRequests.ENVIRONMENT, List.of(line.lengths())), body);
            hooks.handle(line.agent(), lengths, deadline, reply);
        }
    }

    private void route(HttpExchange exchange, Deadline deadline) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(HOOK)) {
            only("POST", exchange);
            doors.activity().run();
            try (Bodies.Ticket ticket = bodies.ticket(exchange, plan.limits().hookBodyBytes())) {
                Lengths lengths = new Lengths(exchange.getRequestHeaders(), ticket.read());
                hooks.handle(path.substring(HOOK.length()), lengths, deadline, answer -> {
                    Replies.json(exchange, answer);
                    exchange.close();
                });
            }
            return;
        }
        switch (path) {
            case "/cli" -> verb(exchange);
            case "/health" -> health(exchange);
            default -> throw new Refusal(404, "nothing is here");
        }
    }

    private void verb(HttpExchange exchange) throws IOException {
        only("POST", exchange);
        doors.activity().run();
        try (Bodies.Ticket ticket = bodies.ticket(exchange, plan.limits().verbBodyBytes())) {
            verbs.handle(exchange, ticket.read(), new FrameOutput(exchange, ticker, () -> stopping));
        } finally {
            doors.activity().run();
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        only("GET", exchange);
        Replies.line(exchange, 200, "ok " + plan.build());
    }

    private static void only(String method, HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Refusal(405, "only " + method + " here");
        }
    }

    private void answerBroken(HttpExchange exchange, Throwable failure) throws IOException {
        String id = failures.log(exchange.getRequestURI().getPath(), failure);
        if (exchange.getResponseCode() != -1) {
            return;
        }
        if (exchange.getRequestURI().getPath().startsWith(HOOK)) {
            Replies.json(exchange, new byte[0]);
        } else {
            Replies.line(exchange, 500, "this went wrong inside and is logged as " + id);
        }
    }
}
