package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.ServingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Speaks to a daemon as the launcher does, one request per connection. For training and tests. Immutable.
 */
public final class WireClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private final ServingState state;

    public WireClient(ServingState state) {
        this.state = requireNonNull(state, "state");
    }

    /** An answer as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, byte[] body) {

        public Answer {
            requireNonNull(body, "body");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** One event by the port for hooks. */
    public Answer hook(String agent, Map<String, String> environment, byte[] event) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String lengths = lengths(entries(environment), body);
        body.writeBytes(event);
        String line =
                "tutti " + Guard.WIRE + " " + state.token() + " " + agent + " " + lengths + " " + body.size() + "\n";
        String answer = exchange(state.hooks(), line, body.toByteArray());
        if (answer.length() < HookPort.HEAD_BYTES) {
            throw wentAway();
        }
        return answer(answer, 0, HookPort.HEAD_BYTES);
    }

    /** One command line by HTTP/1.0; its answer ends with the connection. */
    public Answer verb(List<String> arguments, Map<String, String> environment) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "POST /cli HTTP/1.0\r\nHost: 127.0.0.1:" + state.port() + "\r\nAuthorization: Bearer "
                + state.token() + "\r\nTutti-Wire: " + Guard.WIRE + "\r\n"
                + header("Tutti-Args", arguments, body)
                + header(HookRequests.ENVIRONMENT, entries(environment), body);
        String answer =
                exchange(state.port(), head + "Content-Length: " + body.size() + "\r\n\r\n", body.toByteArray());
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0 || !answer.startsWith("HTTP/1.")) {
            throw wentAway();
        }
        return answer(answer, "HTTP/1.x ".length(), end + 4);
    }

    private static List<String> entries(Map<String, String> environment) {
        List<String> entries = new ArrayList<>();
        environment.forEach((name, value) -> entries.add(name + "=" + value));
        return entries;
    }

    private static String header(String name, List<String> texts, ByteArrayOutputStream body) {
        return texts.isEmpty() ? "" : name + ": " + lengths(texts, body) + "\r\n";
    }

    private static String lengths(List<String> texts, ByteArrayOutputStream body) {
        List<String> lengths = new ArrayList<>();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            lengths.add(Integer.toString(bytes.length));
            body.writeBytes(bytes);
        }
        return String.join(",", lengths);
    }

    private static String exchange(int port, String head, byte[] body) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static Answer answer(String text, int statusAt, int bodyAt) {
        return new Answer(
                Integer.parseInt(text.substring(statusAt, statusAt + 3)),
                text.substring(bodyAt).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static IOException wentAway() {
        return new IOException("the daemon went away before it answered");
    }
}
