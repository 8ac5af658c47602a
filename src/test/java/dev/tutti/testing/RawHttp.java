package dev.tutti.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request built header by header and sent over a real socket, right or wrong as the test wants it. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = {};

    public RawHttp(int port, String method, String path) {
        this.port = port;
        this.line = method + " " + path + " HTTP/1.0";
        headers.put("Host", "127.0.0.1:" + port);
    }

    public RawHttp with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public RawHttp without(String name) {
        headers.remove(name);
        return this;
    }

    public RawHttp token(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public RawHttp body(byte[] bytes) {
        this.body = bytes;
        return with("Content-Length", Integer.toString(bytes.length));
    }

    public RawHttp body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What came back: the status and everything after the headers. */
    public record Answer(int status, String headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Sends it whole and reads until the server closes. */
    public Answer send() throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(bytes());
            socket.getOutputStream().flush();
            return read(socket);
        }
    }

    /** A connection to the server, nothing said yet. */
    public Socket open() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    public byte[] bytes() {
        StringBuilder head = new StringBuilder(line).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    public static Answer read(Socket socket) throws IOException {
        byte[] bytes = socket.getInputStream().readAllBytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        assertThat(end).as("a whole answer in: " + text).isPositive();
        return new Answer(
                Integer.parseInt(text.substring(9, 12)),
                text.substring(0, end),
                text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
    }
}
