package dev.tutti.http;

import com.sun.net.httpserver.HttpServer;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * The loopback server: an ephemeral port of 127.0.0.1 for HTTP and one for hooks, a thread per request. It is made bound
 * and starts once; {@link #stop} may be called from any thread but a request's own.
 */
public final class Server {

    /** The newest wire version that is served. */
    public static final int WIRE = Guard.WIRE;

    private static final int BACKLOG = 1_024;

    /**
     * The JDK server's own bounds, which it reads once per process: a request must have come whole after 30 s, an unused
     * connection goes after 30 s; the clocks behind that tick seldom, so that an idle daemon stays idle.
     */
    private static final Map<String, String> BOUNDS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "30",
            "sun.net.httpserver.timerMillis", "10000",
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.clockTick", "30000",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "jdk.httpserver.maxConnections", "2048");

    private final HttpServer server;
    private final Router router;
    private final HookPort hooks;
    private final Ticker ticker;

    public Server(ServerPlan plan, Doors doors, Ticker ticker, Ids ids) {
        this.ticker = ticker;
        Failures failures = new Failures(ids);
        this.router = new Router(plan, doors, ticker, failures);
        BOUNDS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        try {
            InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
            server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
            hooks = new HookPort(router, plan, ticker, failures, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
        server.setExecutor(new RequestThreads());
        server.createContext("/", router);
    }

    public void start() {
        hooks.start();
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where hooks are taken without HTTP. */
    public int hookPort() {
        return hooks.number();
    }

    /** Answers 503 to every request that comes from now on; those in flight go on. */
    public void refuseNew() {
        router.refuseNew();
    }

    /**
     * Refuses new requests, lets those in flight end, and closes. Returns whether all of them ended within {@code grace},
     * which is at most an hour; the port is free either way.
     */
    public boolean stop(Duration grace) {
        Deadline deadline = Deadline.in(ticker, grace);
        refuseNew();
        hooks.close();
        server.stop((int) Math.min(3_600, grace.plusMillis(999).toSeconds()));
        boolean none = router.inFlight().awaitNone(deadline.remaining());
        router.close();
        return none;
    }
}
