package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames as they are said and keeps a copy, within a bound, for a client that has to ask again. A client that went
 * away never stops the command: what it changes is to be changed whole. One thread at a time enters.
 */
final class FrameOutput implements VerbOutput {

    /** How long a client is believed to be there without another look. */
    private static final Duration PROBE_AFTER = Duration.ofMillis(100);

    /** Answers longer than this are not kept for a retry. */
    static final int KEPT_BYTES_MAX = 16 * 1024;

    private final HttpExchange exchange;
    private final Ticker ticker;
    private final BooleanSupplier stopping;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable OutputStream stream;
    private Deadline probe;
    private boolean gone;
    private boolean gaveUp;
    private boolean keepable = true;

    FrameOutput(HttpExchange exchange, Ticker ticker, BooleanSupplier stopping) {
        this.exchange = requireNonNull(exchange, "exchange");
        this.ticker = requireNonNull(ticker, "ticker");
        this.stopping = requireNonNull(stopping, "stopping");
        this.probe = Deadline.in(ticker, PROBE_AFTER);
    }

    @Override
    public void out(String text) {
        say(Frames.text(Frames.OUT, text));
    }

    @Override
    public void err(String text) {
        say(Frames.text(Frames.ERR, text));
    }

    @Override
    public void ask(String question) {
        say(Frames.text(Frames.ASK, question));
    }

    @Override
    public synchronized boolean open() {
        if (!gone && probe.hasPassed()) {
            // A closed connection answers the first write after it, and shows at the second.
            send(Frames.text(Frames.OUT, ""));
            send(Frames.text(Frames.OUT, ""));
        }
        boolean open = !gone && !stopping.getAsBoolean();
        gaveUp |= !open;
        return open;
    }

    void end(int code) {
        say(Frames.end(code));
    }

    /** Sends the frames of an earlier answer as they were. */
    void repeat(byte[] frames) {
        say(frames);
    }

    /** Whether the command was told that nobody listens, and so may have stopped half-way. */
    synchronized boolean gaveUp() {
        return gaveUp;
    }

    /** Everything said, if it was little. */
    synchronized Optional<byte[]> kept() {
        return keepable ? Optional.of(kept.toByteArray()) : Optional.empty();
    }

    private synchronized void say(byte[] frame) {
        keepable &= kept.size() + frame.length <= KEPT_BYTES_MAX;
        if (keepable) {
            kept.writeBytes(frame);
        }
        send(frame);
    }

    private void send(byte[] frame) {
        if (gone) {
            return;
        }
        try {
            OutputStream out = stream();
            out.write(frame);
            out.flush();
            probe = Deadline.in(ticker, PROBE_AFTER);
        } catch (IOException e) {
            gone = true;
        }
    }

    private OutputStream stream() throws IOException {
        OutputStream open = stream;
        if (open == null) {
            exchange.sendResponseHeaders(200, 0);
            open = exchange.getResponseBody();
            stream = open;
        }
        return open;
    }
}
