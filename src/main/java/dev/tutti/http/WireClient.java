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
 * Speaks to a daemon as the launcher does: HTTP/1.0, one request per connection, the answer ends with the connection. For
 * training and for machines without a shell that can. Immutable.
 */
public final class WireClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private final ServingState state;

    public WireClient(ServingState state) {
        this.state = requireNonNull(state, "state");
    }

    /** An HTTP answer as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, byte[] body) {

        public Answer {
            requireNonNull(body, "body");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Answer hook(String agent, Map<String, String> environment, byte[] event) throws IOException {
        return post("/hook/" + agent, List.of(), environment, event);
    }

    public Answer verb(List<String> arguments, Map<String, String> environment) throws IOException {
        return post("/cli", arguments, environment, new byte[0]);
    }

    private Answer post(String path, List<String> arguments, Map<String, String> environment, byte[] input)
            throws IOException {
        List<String> entries = new ArrayList<>();
        environment.forEach((name, value) -> entries.add(name + "=" + value));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "POST " + path + " HTTP/1.0\r\nHost: 127.0.0.1:" + state.port() + "\r\nAuthorization: Bearer "
                + state.token() + "\r\nTutti-Wire: " + Guard.WIRE + "\r\n"
                + lengths("Tutti-Args", arguments, body) + lengths("Tutti-Env", entries, body);
        body.writeBytes(input);
        return exchange(head + "Content-Length: " + body.size() + "\r\n\r\n", body.toByteArray());
    }

    private static String lengths(String name, List<String> texts, ByteArrayOutputStream body) {
        List<String> lengths = new ArrayList<>();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            lengths.add(Integer.toString(bytes.length));
            body.writeBytes(bytes);
        }
        return texts.isEmpty() ? "" : name + ": " + String.join(",", lengths) + "\r\n";
    }

    private Answer exchange(String head, byte[] body) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, state.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static Answer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            throw new IOException("the daemon went away before it answered");
        }
        return new Answer(
                Integer.parseInt(text.substring(9, 12)), text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
    }
}
