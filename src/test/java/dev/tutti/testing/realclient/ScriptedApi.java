package dev.tutti.testing.realclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tutti.testing.Observed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the Messages API that the client needs, played from scripts.
 *
 * <p>The prompt chooses the script: the newest user text that begins with a mark {@code [[script NAME]]} names it, and
 * the number of assistant messages after that text is the place in it. A mark that is only quoted, as the task of another
 * session, chooses nothing. Nothing is kept between requests, so that sessions, sub-agents,
 * resumes and forks work side by side. Past its end a script says {@code (end of script)}.
 *
 * <p>Every request is kept in {@link #requests}. Safe from any thread.
 */
public final class ScriptedApi implements AutoCloseable {

    private static final Pattern MARK = Pattern.compile("\\[\\[script ([\\w-]+)]]");
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Observed<ApiRequest> requests = new Observed<>();
    private final Map<String, List<Reply>> scripts = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private ScriptedApi(HttpServer server) {
        this.server = server;
    }

    /** Serves on a free loopback port until closed. */
    public static ScriptedApi start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedApi api = new ScriptedApi(server);
            server.setExecutor(api.threads);
            server.createContext("/", api::handle);
            server.start();
            return api;
        } catch (IOException cause) {
            throw new UncheckedIOException("no loopback port for the API", cause);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Keeps a script under a name and answers the prompt that plays it. */
    public String script(String name, Reply... replies) {
        scripts.put(name, List.of(replies));
        return "[[script " + name + "]] go";
    }

    /** Every request there was. */
    public Observed<ApiRequest> requests() {
        return requests;
    }

    /** The last request that asked the model: it holds the whole conversation of its session. */
    public ApiRequest lastAsked() {
        return requests.all(ApiRequest::asksTheModel).getLast();
    }

    /** As {@link #lastAsked()}, of one session and without its sub-agents. */
    public ApiRequest lastAskedBy(String session) {
        return requests.all(request -> request.asksTheModel()
                        && request.session().equals(session)
                        && request.agent().isEmpty())
                .getLast();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = parse(exchange.getRequestBody().readAllBytes());
            String path = exchange.getRequestURI().getPath();
            ApiRequest request = new ApiRequest(
                    count.incrementAndGet(),
                    path,
                    header(exchange, "X-Claude-Code-Session-Id"),
                    header(exchange, "X-Claude-Code-Agent-Id"),
                    body);
            requests.add(request);
            if (request.asksTheModel()) {
                answer(exchange, request, chosen(body));
            } else if (path.endsWith("/count_tokens")) {
                send(exchange, 200, Map.of("input_tokens", 100));
            } else {
                send(exchange, 200, path.contains("/models") ? Map.of("data", List.of(), "has_more", false) : Map.of());
            }
        }
    }

    private Reply chosen(JsonNode body) {
        int answersSince = 0;
        List<JsonNode> messages = body.path("messages").valueStream().toList();
        for (JsonNode message : messages.reversed()) {
            if (message.path("role").asString("").equals("assistant")) {
                answersSince++;
                continue;
            }
            String name = mark(message);
            if (!name.isEmpty()) {
                List<Reply> script = scripts.getOrDefault(name, List.of());
                return answersSince < script.size() ? script.get(answersSince) : Reply.say("(end of script)");
            }
        }
        return Reply.say("(no script)");
    }

    private static String mark(JsonNode message) {
        if (!message.path("role").asString("").equals("user")) {
            return "";
        }
        JsonNode content = message.path("content");
        Stream<String> texts = content.isString()
                ? Stream.of(content.asString())
                : content.valueStream().map(block -> block.path("text").asString(""));
        return texts.map(MARK::matcher)
                .filter(Matcher::lookingAt)
                .map(matcher -> matcher.group(1))
                .reduce("", (earlier, later) -> later);
    }

    private static void answer(HttpExchange exchange, ApiRequest request, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Held held -> {
                held.gate().await(LONGEST_HOLD);
                answer(exchange, request, held.reply());
            }
            case Reply.Refused refused ->
                send(
                        exchange,
                        refused.status(),
                        Map.of("type", "error", "error", Map.of("type", refused.kind(), "message", refused.message())));
            case Reply.Said said -> {
                WireMessage message = WireMessage.of(request, said);
                if (request.body().path("stream").asBoolean(false)) {
                    stream(exchange, message);
                } else {
                    send(exchange, 200, message.whole());
                }
            }
        }
    }

    private static void stream(HttpExchange exchange, WireMessage message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (Map<String, Object> event : message.events()) {
                String lines = "event: " + event.get("type") + "\ndata: " + JSON.writeValueAsString(event) + "\n\n";
                out.write(lines.getBytes(UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode parsed = JSON.readTree(bytes);
            return parsed.isObject() ? parsed : JSON.createObjectNode();
        } catch (JacksonException notJson) {
            return JSON.createObjectNode();
        }
    }
}
