package dev.tutti.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.ServingState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to the daemon that the state file names. For one thread, but for {@link #close}. */
final class Wire implements AutoCloseable {

    /** The largest answer of a hook, head and body. */
    private static final int HOOK_ANSWER_MAX = 1_048_576;

    private static final int REASON_MAX = 4_096;
    private static final int LINE_MAX = 8_192;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9]) ?(.*)");
    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: (\\d{1,9})\r");

    private final ServingState state;
    private final Socket socket;

    private Wire(ServingState state, Socket socket) {
        this.state = requireNonNull(state, "state");
        this.socket = requireNonNull(socket, "socket");
    }

    /**
     * Connects, within {@code patience} milliseconds.
     *
     * @return empty when nobody listens
     * @throws SocketTimeoutException when it does not take the connection
     */
    static Optional<Wire> open(Place place, int patience) throws SocketTimeoutException {
        Optional<ServingState> state = ServingState.read(place.home());
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), state.get().port()),
                    patience);
            return Optional.of(new Wire(state.get(), socket));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the daemon of the state file lives and takes connections. A file left by a killed one does neither. */
    static boolean listens(Place place) {
        Optional<ServingState> state = ServingState.read(place.home());
        if (state.isEmpty() || ProcessHandle.of(state.get().pid()).isEmpty()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), state.get().port()),
                    2_000);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Delivers an event within {@code patience} milliseconds, whatever the daemon does: a thread that hangs is left behind. */
    static Answer deliver(Place place, String agent, byte[] event, int patience) {
        AtomicReference<Answer> answer = new AtomicReference<>(new Answer.Silent());
        Thread thread = new Thread(() -> answer.set(exchange(place, agent, event, patience)), "wire");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer.get();
    }

    private static Answer exchange(Place place, String agent, byte[] event, int patience) {
        try (Wire wire = open(place, patience).orElse(null)) {
            if (wire == null) {
                return new Answer.Absent();
            }
            Parcel parcel = Parcel.ofEvent(place.environment(), event);
            try {
                parcel.send(wire.socket.getOutputStream(), "/hook/" + agent, wire.state.port(), wire.state.token(), "");
            } catch (IOException e) {
                // It may have answered before it had read everything.
            }
            return judge(wire.socket.getInputStream().readNBytes(HOOK_ANSWER_MAX));
        } catch (SocketTimeoutException e) {
            return new Answer.Silent();
        } catch (IOException e) {
            return new Answer.Cut();
        }
    }

    /** A whole answer, or none. */
    private static Answer judge(byte[] raw) {
        String text = new String(raw, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end + 2);
        Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
        if (!status.matches()) {
            return new Answer.Cut();
        }
        if (!status.group(1).equals("200")) {
            return new Answer.Refused(Integer.parseInt(status.group(1)), status.group(2), "");
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = end < 0 ? new byte[0] : java.util.Arrays.copyOfRange(raw, end + 4, raw.length);
        boolean whole = length.find() && Integer.parseInt(length.group(1)) == body.length;
        return whole ? new Answer.Said(body) : new Answer.Cut();
    }

    /** Sends a command and hands what comes back to {@code reader}; {@code patience} is for the first line alone. */
    Answer converse(Parcel parcel, String request, int patience, Frames reader) {
        try {
            socket.setSoTimeout(patience);
            try {
                parcel.send(socket.getOutputStream(), "/cli", state.port(), state.token(), request);
            } catch (IOException e) {
                // What it refuses it need not read.
            }
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            Matcher status = STATUS.matcher(line(in));
            if (!status.matches()) {
                return new Answer.Cut();
            }
            socket.setSoTimeout(0);
            skipHead(in);
            if (!status.group(1).equals("200")) {
                return new Answer.Refused(
                        Integer.parseInt(status.group(1)),
                        status.group(2),
                        new String(in.readNBytes(REASON_MAX), UTF_8));
            }
            return reader.read(in);
        } catch (SocketTimeoutException e) {
            return new Answer.Silent();
        } catch (IOException e) {
            return new Answer.Cut();
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        while (!line(in).isEmpty()) {
            // Nothing in it matters to a client.
        }
    }

    /** A line without its end; empty at the end of the stream. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n' && line.length() < LINE_MAX) {
            line.append((char) c);
            c = in.read();
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It ends with the process.
        }
    }
}
